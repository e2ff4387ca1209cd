//! Whole numbers without a limit, as far as floats and RSA's public operation need them.
//!
//! No library is asked for these few operations: one that also signs and multiplies fast is a sixth of the
//! page's first load. Every number here is public, so nothing is done in constant time.

use std::cmp::Ordering;
use std::iter;

const LIMB_BITS: usize = 32;

/// A whole number.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Natural {
    // INVARIANT: the lowest first, and the highest is not 0.
    limbs: Vec<u32>,
}

impl Natural {
    fn from_limbs(mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self { limbs }
    }

    /// The number that these bytes mean, the highest first.
    #[must_use]
    pub(crate) fn from_be_bytes(bytes: &[u8]) -> Self {
        let limb = |bytes: &[u8]| {
            let add = |limb: u32, byte: &u8| limb.wrapping_shl(8) | u32::from(*byte);
            bytes.iter().fold(0, add)
        };
        Self::from_limbs(bytes.rchunks(4).map(limb).collect())
    }

    /// The number that these decimal digits mean, from 0 to 9 each.
    pub(crate) fn from_digits(digits: &[u8]) -> Self {
        let mut number = Self::default();
        for digit in digits {
            number.multiply_add(10, u32::from(*digit));
        }
        number
    }

    /// Its decimal digits; none for 0.
    pub(crate) fn into_digits(mut self) -> String {
        let mut digits = Vec::new();
        while !self.limbs.is_empty() {
            digits.push(char::from_digit(self.divide_by_10(), 10).unwrap_or('0'));
        }
        digits.iter().rev().collect()
    }

    /// How many bits it takes.
    pub(crate) fn bits(&self) -> usize {
        let unused = self.limbs.last().map_or(0, |limb| limb.leading_zeros());
        let all = self.limbs.len().wrapping_mul(LIMB_BITS);
        all.wrapping_sub(usize::try_from(unused).unwrap_or(0))
    }

    pub(crate) fn multiply_add(&mut self, factor: u32, addend: u32) {
        let mut carry = addend;
        for limb in &mut self.limbs {
            (*limb, carry) = limb.carrying_mul(factor, carry);
        }
        if carry > 0 {
            self.limbs.push(carry);
        }
    }

    /// Multiplies with a power of ten.
    pub(crate) fn scale_by_10(&mut self, exponent: u64) {
        for _ in 0..exponent {
            self.multiply_add(10, 0);
        }
    }

    fn divide_by_10(&mut self) -> u32 {
        let mut rest = 0_u64;
        for limb in self.limbs.iter_mut().rev() {
            let (high, low) = (rest.wrapping_shl(32), u64::from(*limb));
            *limb = low_half((high | low) / 10);
            rest = (high | low) % 10;
        }
        *self = Self::from_limbs(std::mem::take(&mut self.limbs));
        low_half(rest)
    }

    /// Multiplies with a power of two.
    pub(crate) fn shift_left(&mut self, bits: u32) {
        if !self.limbs.is_empty() {
            let zeros = usize::try_from(bits / 32).unwrap_or(0);
            self.limbs.splice(..0, iter::repeat_n(0, zeros));
            self.multiply_add(1_u32.wrapping_shl(bits % 32), 0);
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        let missing = other.limbs.len().saturating_sub(self.limbs.len());
        self.limbs.extend(iter::repeat_n(0, missing));
        let mut carry = false;
        for (limb, other) in self.limbs.iter_mut().zip(other.padded()) {
            (*limb, carry) = limb.carrying_add(other, carry);
        }
        if carry {
            self.limbs.push(1);
        }
    }

    /// Subtracts a number that is not greater, or says that it is.
    pub(crate) fn take_away(&mut self, other: &Self) -> bool {
        if *self < *other {
            return false;
        }
        let mut borrow = false;
        for (limb, other) in self.limbs.iter_mut().zip(other.padded()) {
            (*limb, borrow) = limb.borrowing_sub(other, borrow);
        }
        *self = Self::from_limbs(std::mem::take(&mut self.limbs));
        true
    }

    fn padded(&self) -> impl Iterator<Item = u32> {
        self.limbs.iter().copied().chain(iter::repeat(0))
    }

    /// The number to the power of `exponent`, the highest byte first, modulo an odd number above it and above 1.
    #[must_use]
    pub(crate) fn power(&self, exponent: &[u8], modulus: &Self) -> Self {
        let one = Self::from_limbs(vec![1]);
        let bits = exponent.iter().flat_map(|byte| {
            let bit = |position| byte.wrapping_shr(position) & 1 == 1;
            (0..8).rev().map(bit)
        });
        let mut bits = bits.skip_while(|bit| !bit);
        if bits.next().is_none() {
            return one;
        }
        let ring = Montgomery::new(modulus);
        let base = ring.enter(self);
        let power = bits.fold(base.clone(), |power, bit| {
            let square = ring.product(&power, &power);
            if bit {
                ring.product(&square, &base)
            } else {
                square
            }
        });
        // And out of the ring again.
        ring.product(&power, &one)
    }

    /// Subtracts a multiple of a number, which is not greater.
    fn take_away_times(&mut self, factor: u32, other: &Self) {
        let (mut carry, mut borrow) = (0, false);
        for (limb, other) in self.limbs.iter_mut().zip(other.padded()) {
            let part;
            (part, carry) = other.carrying_mul(factor, carry);
            (*limb, borrow) = limb.borrowing_sub(part, borrow);
        }
        *self = Self::from_limbs(std::mem::take(&mut self.limbs));
    }

    fn limb(&self, place: usize) -> u64 {
        self.limbs.get(place).map_or(0, |limb| u64::from(*limb))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer = self.limbs.len().cmp(&other.limbs.len());
        longer.then_with(|| self.limbs.iter().rev().cmp(other.limbs.iter().rev()))
    }
}

/// Products modulo an odd number, without a division (Montgomery 1985). The radix is a limb's for each limb.
struct Montgomery<'a> {
    modulus: &'a Natural,
    /// Minus one by the modulus, modulo a limb's radix.
    negated_inverse: u32,
}

impl<'a> Montgomery<'a> {
    fn new(modulus: &'a Natural) -> Self {
        let lowest = modulus.limbs.first().copied().unwrap_or(1);
        // Newton's iteration: an odd number is its own inverse in 3 bits, and each step doubles them.
        let inverse = (0..4).fold(lowest, |inverse, _| {
            inverse.wrapping_mul(2_u32.wrapping_sub(lowest.wrapping_mul(inverse)))
        });
        Self {
            modulus,
            negated_inverse: inverse.wrapping_neg(),
        }
    }

    /// The number times the radix, modulo the modulus: what it is in the ring.
    fn enter(&self, number: &Natural) -> Natural {
        let mut number = number.clone();
        self.reduce(&mut number);
        for _ in &self.modulus.limbs {
            number.shift_left(32);
            self.reduce(&mut number);
        }
        number
    }

    /// Makes a number the one below the modulus. It is below a limb's radix times the modulus.
    fn reduce(&self, number: &mut Natural) {
        let length = self.modulus.limbs.len();
        let top = length.wrapping_sub(1);
        // Above what the modulus is in its highest limb, so that what is taken away is never too much.
        let divisor = self.modulus.limb(top).wrapping_add(1);
        while *number >= *self.modulus {
            let high = number.limb(length).wrapping_shl(32) | number.limb(top);
            let factor = high.checked_div(divisor).unwrap_or(0);
            number.take_away_times(low_half(factor).max(1), self.modulus);
        }
    }

    /// `left` times `right` by the radix. `right` is below the modulus, `left` below the radix.
    fn product(&self, left: &Natural, right: &Natural) -> Natural {
        let length = self.modulus.limbs.len();
        let mut right = right.limbs.clone();
        right.resize(length, 0);
        let lowest = right.first().copied().unwrap_or(0);
        let mut sum = vec![0_u32; length.wrapping_mul(2)];
        let mut over = 0_u64;
        for (start, limb) in left.padded().take(length).enumerate() {
            // Adds `right` as often as `limb` says, and the modulus as often as it takes for the lowest limb of the
            // sum to be 0, which is not looked at again.
            let window = sum.get_mut(start..).unwrap_or_default();
            let first = window.first().copied().unwrap_or(0);
            let factor = limb.wrapping_mul(lowest).wrapping_add(first);
            let factor = factor.wrapping_mul(self.negated_inverse);
            let (mut carry, mut own_carry) = (0, 0);
            // No `zip`: tests verify thousands of signatures without an optimizer.
            let (mut others, mut owns) = (right.iter(), self.modulus.limbs.iter());
            for place in window.iter_mut() {
                let (Some(other), Some(own)) = (others.next(), owns.next()) else {
                    break;
                };
                (*place, carry) = other.carrying_mul_add(limb, *place, carry);
                (*place, own_carry) = own.carrying_mul_add(factor, *place, own_carry);
            }
            over = over
                .wrapping_add(u64::from(carry))
                .wrapping_add(u64::from(own_carry));
            if let Some(place) = window.get_mut(length) {
                *place = low_half(over);
                over = over.wrapping_shr(32);
            }
        }
        let mut product = sum.split_off(length);
        product.push(low_half(over));
        let mut product = Natural::from_limbs(product);
        product.take_away(self.modulus);
        product
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
fn low_half(wide: u64) -> u32 {
    wide as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(value: u128) -> Natural {
        Natural::from_be_bytes(&value.to_be_bytes())
    }

    #[test]
    fn decimal_digits_come_back() {
        let digits = "123456789012345678901234567890123456789012345678901234567890";
        let bytes: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
        assert_eq!(Natural::from_digits(&bytes).into_digits(), digits);
        assert_eq!(Natural::default().into_digits(), "");
    }

    #[test]
    fn sums_differences_and_shifts_carry() {
        let mut sum = number(u128::from(u64::MAX));
        sum.add(&number(1));
        assert_eq!(sum, number(1 << 64));
        assert!(sum.take_away(&number(1)));
        assert_eq!(sum, number(u128::from(u64::MAX)));
        assert!(!sum.take_away(&number(1 << 64)));
        sum.shift_left(37);
        assert_eq!(sum, number(u128::from(u64::MAX) << 37));
        assert_eq!(sum.bits(), 101);
    }

    #[test]
    fn what_enters_the_ring_is_multiplied_with_the_radix() {
        for modulus in [3_u128, 0xFFFF_FFFF, 0x1_0000_0001, 0xFFFF_FFFF_FFFF_FFC5] {
            let modulus_number = number(modulus);
            let ring = Montgomery::new(&modulus_number);
            let radix = 1_u128 << (32 * modulus_number.limbs.len());
            for value in [0, 1, 2, modulus - 1, modulus, modulus + 1] {
                let expected = value % modulus * (radix % modulus) % modulus;
                assert_eq!(
                    ring.enter(&number(value)),
                    number(expected),
                    "{value} {modulus}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn long_numbers_enter_the_ring_as_doubling_and_subtracting_say(
            lower in prop::collection::vec(any::<u32>(), 2..6),
            top in prop_oneof![Just(1), Just(u32::MAX), 1..=u32::MAX],
            value in prop::collection::vec(any::<u32>(), 1..6),
        ) {
            let mut limbs = lower;
            if let Some(lowest) = limbs.first_mut() {
                *lowest |= 1;
            }
            limbs.push(top);
            let length = limbs.len();
            let modulus = Natural::from_limbs(limbs);
            let below = value.into_iter().take(length.saturating_sub(1)).collect();
            let mut expected = Natural::from_limbs(below);
            let entered = Montgomery::new(&modulus).enter(&expected);
            for _ in 0..LIMB_BITS.saturating_mul(length) {
                expected.shift_left(1);
                expected.take_away(&modulus);
            }
            prop_assert_eq!(entered, expected);
        }
    }

    #[test]
    fn powers_are_those_of_machine_integers() {
        for modulus in [3_u128, 0xFFFF_FFFF, 0x1_0000_0001, 0xFFFF_FFFF_FFFF_FFC5] {
            for base in [0, 1, 2, modulus - 1] {
                let mut expected = 1 % modulus;
                for exponent in 0..=70_u8 {
                    let power = number(base).power(&[0, exponent], &number(modulus));
                    assert_eq!(power, number(expected), "{base}^{exponent} % {modulus}");
                    expected = expected * base % modulus;
                }
            }
        }
    }
}

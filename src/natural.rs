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
        let bits = exponent.iter().flat_map(|byte| {
            let bit = |position| byte.wrapping_shr(position) & 1 == 1;
            (0..8).rev().map(bit)
        });
        let mut bits = bits.skip_while(|bit| !bit);
        if bits.next().is_none() {
            return Self::from_limbs(vec![1]);
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
        ring.leave(&power)
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

/// How many limbs are multiplied at a stretch.
const STRETCH: usize = 4;

/// Products modulo an odd number, without a division (Montgomery 1985). The radix is a limb's for each limb.
struct Montgomery<'a> {
    modulus: &'a Natural,
    /// Its limbs, filled up to whole stretches, and so are those of all numbers in the ring.
    padded: Vec<u32>,
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
        let mut padded = modulus.limbs.clone();
        padded.resize(padded.len().next_multiple_of(STRETCH), 0);
        Self {
            modulus,
            padded,
            negated_inverse: inverse.wrapping_neg(),
        }
    }

    /// The number times the radix, modulo the modulus: what it is in the ring.
    fn enter(&self, number: &Natural) -> Vec<u32> {
        let mut shifted = vec![0; self.padded.len()];
        shifted.extend(&number.limbs);
        shifted.push(0);
        let length = self.modulus.limbs.len();
        for start in (0..shifted.len().wrapping_sub(length)).rev() {
            let end = start.wrapping_add(length);
            self.reduce(shifted.get_mut(start..=end).unwrap_or_default());
        }
        shifted.truncate(self.padded.len());
        shifted
    }

    /// What a number in the ring is outside of it.
    fn leave(&self, number: &[u32]) -> Natural {
        let mut one = vec![0; self.padded.len()];
        if let Some(lowest) = one.first_mut() {
            *lowest = 1;
        }
        Natural::from_limbs(self.product(number, &one))
    }

    /// Makes a number the one below the modulus. It has a limb more than the modulus, and is below a limb's radix times it.
    fn reduce(&self, number: &mut [u32]) {
        let own = &self.modulus.limbs;
        let length = own.len();
        let top = length.wrapping_sub(1);
        let limb = |limbs: &[u32], place| limbs.get(place).copied().map_or(0, u64::from);
        // Above what the modulus is in its highest limb, so that what is taken away is never too much.
        let divisor = limb(own, top).wrapping_add(1);
        loop {
            let high = limb(number, length).wrapping_shl(32) | limb(number, top);
            let factor = low_half(high.checked_div(divisor).unwrap_or(0));
            if factor == 0 && is_below(number, own) {
                return;
            }
            let (mut carry, mut borrow) = (0, false);
            for (limb, own) in number.iter_mut().zip(own.iter().chain([&0])) {
                let part;
                (part, carry) = own.carrying_mul(factor.max(1), carry);
                (*limb, borrow) = limb.borrowing_sub(part, borrow);
            }
        }
    }

    /// `left` times `right` by the radix. Both are in the ring.
    fn product(&self, left: &[u32], right: &[u32]) -> Vec<u32> {
        let length = self.padded.len();
        let lowest = right.first().copied().unwrap_or(0);
        let mut sum = vec![0_u32; length.wrapping_mul(2)];
        let mut over = 0_u64;
        for (start, limb) in left.iter().copied().enumerate() {
            // Adds `right` as often as `limb` says, and the modulus as often as it takes for the lowest limb of the
            // sum to be 0, which is not looked at again.
            let window = sum.get_mut(start..).unwrap_or_default();
            let first = window.first().copied().unwrap_or(0);
            let factor = limb.wrapping_mul(lowest).wrapping_add(first);
            let factor = factor.wrapping_mul(self.negated_inverse);
            let (mut carry, mut own_carry) = (0, 0);
            let stretches = window.as_chunks_mut::<STRETCH>().0.iter_mut();
            let others = right.as_chunks::<STRETCH>().0.iter();
            let owns = self.padded.as_chunks::<STRETCH>().0.iter();
            // Written out: a loop of its own would take half of the time.
            for (([a, b, c, d], [w, x, y, z]), [j, k, l, m]) in stretches.zip(others).zip(owns) {
                (*a, carry) = w.carrying_mul_add(limb, *a, carry);
                (*b, carry) = x.carrying_mul_add(limb, *b, carry);
                (*c, carry) = y.carrying_mul_add(limb, *c, carry);
                (*d, carry) = z.carrying_mul_add(limb, *d, carry);
                (*a, own_carry) = j.carrying_mul_add(factor, *a, own_carry);
                (*b, own_carry) = k.carrying_mul_add(factor, *b, own_carry);
                (*c, own_carry) = l.carrying_mul_add(factor, *c, own_carry);
                (*d, own_carry) = m.carrying_mul_add(factor, *d, own_carry);
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
        product.limbs.resize(length, 0);
        product.limbs
    }
}

/// Whether a number is below another one, which has no limbs that are 0 above its highest.
fn is_below(number: &[u32], other: &[u32]) -> bool {
    let (low, high) = number.split_at_checked(other.len()).unwrap_or_default();
    high.iter().all(|limb| *limb == 0) && low.iter().rev().lt(other.iter().rev())
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
            for value in [0, 1, 2, modulus - 1, modulus, modulus + 1] {
                let doubled = |value, _| value * 2 % modulus;
                let expected = (0..32 * ring.padded.len()).fold(value % modulus, doubled);
                let entered = ring.enter(&number(value));
                assert_eq!(ring.leave(&entered), number(value % modulus));
                let entered = Natural::from_limbs(entered);
                assert_eq!(entered, number(expected), "{value} {modulus}");
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
            let modulus = Natural::from_limbs(limbs);
            let ring = Montgomery::new(&modulus);
            let below = value.into_iter().take(modulus.limbs.len().saturating_sub(1));
            let mut expected = Natural::from_limbs(below.collect());
            let entered = ring.enter(&expected);
            prop_assert_eq!(&ring.leave(&entered), &expected);
            for _ in 0..LIMB_BITS.saturating_mul(ring.padded.len()) {
                expected.shift_left(1);
                expected.take_away(&modulus);
            }
            prop_assert_eq!(Natural::from_limbs(entered), expected);
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

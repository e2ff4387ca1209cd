//! Languages by their tags.

use super::Language;

impl Language {
    /// The language for a tag such as `pt-BR`, in any case, or as a locale's name: `pt_BR.UTF-8`.
    ///
    /// Another region's is better than none: `pt-PT` finds Brazilian Portuguese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let tag = tag.replace('_', "-");
        let spoken = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let is = |language: &&Self| language.tag().eq_ignore_ascii_case(&tag);
        let speaks = |language: &&Self| spoken(language.tag()) == spoken(&tag);
        let all = || Self::ALL.iter();
        all().find(is).or_else(|| all().find(speaks)).copied()
    }

    /// The language for somebody who prefers these, the best first; nothing if none is built in.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        tags.into_iter().find_map(Self::of_tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Option<Language> = Some(Language::English);
    const PORTUGUESE: Option<Language> = Some(Language::BrazilianPortuguese);

    #[test]
    fn a_tag_finds_its_language_in_any_case_and_region() {
        for (tag, language) in [
            ("en", ENGLISH),
            ("EN", ENGLISH),
            ("en-US", ENGLISH),
            ("en-Latn-GB", ENGLISH),
            ("pt", PORTUGUESE),
            ("pt-br", PORTUGUESE),
            ("pt-BR", PORTUGUESE),
            ("pt-PT", PORTUGUESE),
            ("pt_BR.UTF-8", PORTUGUESE),
            ("", None),
            ("*", None),
            ("de", None),
            ("enm", None),
            ("ptbr", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn every_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(*language));
        }
    }

    #[test]
    fn the_first_preference_that_is_built_in_decides() {
        assert_eq!(Language::preferred(["de", "pt-PT", "en"]), PORTUGUESE);
        assert_eq!(Language::preferred(["en-GB", "pt-BR"]), ENGLISH);
        assert_eq!(Language::preferred(["de"]), None);
        assert_eq!(Language::preferred([]), None);
    }

    #[test]
    fn english_is_the_default_where_it_is_built_in() {
        assert_eq!(Language::default(), Language::English);
    }
}

//! Whose values the lesson is told with: those that were entered in the inspector, or an example's. They are looked at
//! and kept nowhere.

use std::borrow::Cow;

use mintcheck::index::{Index, Publisher, pypi};
use mintcheck::python::Dict;
use mintcheck::time::UnixTime;

use super::world::{Job, KIND, Registered, TOLD, World, are_githubs, example_publisher, text};
use crate::inspection::{Inspection, unverified_claims};
use crate::state::State;
use crate::told;

/// What the lesson is told with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    /// Whether they are the user's own.
    pub(crate) is_own: bool,
    /// What the index is called that is chosen, if the lesson does not tell of it.
    pub(crate) untold: Option<Cow<'static, str>>,
    pub(crate) job: Job,
    pub(crate) world: World,
}

impl Values {
    /// What was entered, as far as it goes; the rest is an example's.
    pub(crate) fn of(state: &State, now: UnixTime) -> Self {
        let chosen = TOLD.into_iter().find(|index| index.id == state.index);
        let index = chosen.unwrap_or(&pypi::PYPI);
        // What was entered for another index is not this one's.
        let claims = chosen.map_or_else(Dict::default, |_| claims(state));
        let typed = chosen.and_then(|index| typed(state, index));
        let is_own = typed.is_some() || !claims.is_empty();
        let mut publisher = example_publisher(index);
        if claims.is_empty() {
            fill(&mut publisher, typed.as_ref());
        } else {
            let blank = Publisher {
                kind: KIND.to_owned(),
                ..Publisher::default()
            };
            // What the claims do not say is what was typed.
            fill(&mut publisher, typed.as_ref());
            for field in (index.rules().compare)(&blank, &claims) {
                let value = match (field.claimed, field.field) {
                    (Some(value), _) => value,
                    // A job that names none has no such claim.
                    (None, "environment") => String::new(),
                    (None, _) => continue,
                };
                publisher.fields.insert(field.field.to_owned(), value);
            }
        }
        let mut job = Job::of(index, &publisher);
        for (claim, value) in [
            ("event_name", &mut job.event),
            ("ref", &mut job.git_ref),
            ("aud", &mut job.audience),
        ] {
            let said = text(&claims, claim);
            if !said.is_empty() {
                *value = said;
            }
        }
        let mut registered = job.publisher();
        if let Some(typed) = typed.as_ref().filter(|typed| !typed.project.is_empty()) {
            registered.project.clone_from(&typed.project);
        }
        fill(&mut registered, typed.as_ref());
        Self {
            is_own,
            untold: match chosen {
                Some(_) => None,
                None => Some(state.chosen().into_owned().name),
            },
            world: World {
                registered: vec![Registered {
                    index: index.id,
                    publisher: registered,
                }],
                claims: merged(job.claims(index, now), &claims),
                ..World::of(index, &job, now)
            },
            job,
        }
    }
}

/// Puts what was typed into a publisher.
fn fill(publisher: &mut Publisher, typed: Option<&Publisher>) {
    for (field, value) in typed.into_iter().flat_map(|typed| &typed.fields) {
        publisher.fields.insert(field.clone(), value.clone());
    }
}

/// The publisher that was typed first.
fn typed(state: &State, index: &Index) -> Option<Publisher> {
    let kind = index.kind(KIND)?;
    state
        .publishers
        .iter()
        .filter(|draft| draft.kind(index, None).is_some_and(|kind| kind.id == KIND))
        .find(|draft| !draft.is_blank(kind))
        .map(|draft| draft.publisher(kind))
}

/// The claims that were pasted, if they are those of a job on GitHub.
fn claims(state: &State) -> Dict {
    if state.paste.trim().is_empty() {
        return Dict::default();
    }
    let claims = unverified_claims(&state.paste);
    let report = Inspection::of(state, &claims).found().cloned();
    report
        .map(|report| told::claims(&report))
        .filter(|claims| are_githubs(claims) && claims.contains("repository"))
        .unwrap_or_default()
}

/// What a run of the job would have, with what is known of it.
fn merged(planned: Dict, known: &Dict) -> Dict {
    let others = planned
        .iter()
        .filter(|(name, _)| !known.iter().any(|(other, _)| other == *name));
    // Where claims are known, an environment that is not among them is none.
    let pairs = known.iter().chain(others);
    Dict::from_pairs(
        pairs
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::*;
    use crate::gallery::Example;
    use crate::lesson::stage::Stage;
    use crate::lesson::world::is_minted;
    use crate::state::Action;

    const NOW: UnixTime = UnixTime(1_790_000_000);

    fn of(actions: impl IntoIterator<Item = Action>) -> Values {
        let state = actions
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        Values::of(&state, NOW)
    }

    fn field(field: &'static str, value: &str) -> Action {
        Action::Field {
            publisher: 0,
            kind: "github",
            field,
            value: value.to_owned(),
        }
    }

    #[test]
    fn of_an_index_with_other_rules_it_says_that_it_tells_of_another() {
        let values = of([
            field("repository_owner", "octo-org"),
            Action::Index("crates.io"),
        ]);
        assert_eq!(values.untold.as_deref(), Some("crates.io"));
        assert_eq!(values.world.index, "pypi");
        assert!(!values.is_own);
        assert_eq!(of([Action::Index("testpypi")]).untold, None);
    }

    #[test]
    fn without_anything_entered_it_is_the_example() {
        let values = of([]);
        assert!(!values.is_own);
        assert_eq!(values.job.owner, "octo-org");
        assert!(is_minted(&values.world.report().expect("a report")));
    }

    #[test]
    fn a_publisher_that_was_typed_gets_the_job_that_it_waits_for() {
        let values = of([
            field("repository_owner", "ada"),
            field("repository_name", "engine"),
            field("workflow_filename", "ship.yaml"),
        ]);
        assert!(values.is_own);
        assert_eq!(values.job.name, "engine");
        assert_eq!(values.job.environment, "");
        assert!(is_minted(&values.world.report().expect("a report")));
    }

    #[test]
    fn a_log_is_told_with_what_was_typed_beside_it() {
        let values = of([Action::Example(Some(Example::Workflow))]);
        assert!(values.is_own);
        assert_eq!(values.job.file, "release.yml");
        let publisher = values.world.publisher().expect("a publisher");
        assert_eq!(publisher.field("workflow_filename"), Some("publish.yml"));
        let report = values.world.report().expect("a report");
        assert_eq!(Stage::that_refuses(&report), Some(Stage::Match));
    }

    #[test]
    fn a_job_without_an_environment_has_no_such_claim() {
        let values = of([Action::Example(Some(Example::Environment))]);
        assert!(!values.world.claims.contains("environment"));
        assert_eq!(values.job.environment, "");
    }

    #[test]
    fn a_token_for_somebody_else_stays_one() {
        let values = of([Action::Example(Some(Example::Audience))]);
        assert_eq!(values.job.audience, "sigstore");
        let report = values.world.report().expect("a report");
        assert_eq!(Stage::that_refuses(&report), Some(Stage::Verify));
    }
}

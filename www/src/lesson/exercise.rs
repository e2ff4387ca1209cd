//! Exercises: each a situation, with a question that the core answers. What is right is never written down here; it is
//! what the index would do.

use mintcheck::Report;
use mintcheck::index::{self, Index};
use mintcheck::issuer::github::GITHUB;
use mintcheck::python::Value;
use mintcheck::time::UnixTime;

use super::stage::Stage;
use super::world::{Job, World, example_publisher, is_minted, text, with};

/// An exercise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exercise {
    /// The repository was renamed.
    Renamed,
    /// The account was deleted, and made again by somebody.
    Recreated,
    /// The publisher names an environment, and the job does not.
    Environment,
    /// The one index's endpoint with what belongs to the other.
    WrongIndex,
    /// The job stands in a workflow that another calls.
    Reusable,
    /// A pending publisher waits for a project of another name.
    Pending,
    /// The subject has another form.
    Subject,
    /// An enterprise's own issuer.
    Enterprise,
    /// `jq` without `-r`.
    Quoted,
}

/// What one does in an exercise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Task {
    /// Change what stands in these places until the index mints.
    Repair(&'static [Place]),
    /// Choose a change; the one after which the index mints is right.
    Change(&'static [Change]),
    /// Say what happens.
    Foretell(&'static [Fate]),
}

/// Something that can be typed into.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Place {
    /// A field of the publisher.
    Registered(&'static str),
    /// The environment that the job names; empty for none.
    JobEnvironment,
}

/// A change that can be chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Change {
    /// The job runs again.
    RunAgain,
    /// The owner's name is registered in another spelling.
    RespellOwner,
    /// The publisher is removed and registered again by the account's owner.
    RegisterAgain,
    /// The token is asked for with PyPI's audience, and nothing else.
    OnlyAudience,
    /// The token is posted to PyPI, and nothing else.
    OnlyEndpoint,
    /// Audience and endpoint are PyPI's.
    BothOfPypi,
    /// The enterprise's name is registered as the owner.
    EnterpriseOwner,
    /// The repository moves to a host of the enterprise's own, on GHE.com.
    EnterpriseHost,
    /// The enterprise has the issuer that all have.
    CommonIssuer,
    /// `jq .value`.
    JqPlain,
    /// `jq -c .value`.
    JqCompact,
    /// `jq -r .value`.
    JqRaw,
}

/// What can happen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fate {
    /// The index refuses at a step.
    StopsAt(Stage),
    /// It mints, for the project that is uploaded.
    Minted,
    /// It mints, for another project than the one that is uploaded.
    MintedForAnother,
    /// It accepts so many of the three forms of the subject.
    Subjects(usize),
}

/// Before GitHub's subjects were free.
const SUBJECT_CHECKED: UnixTime = UnixTime(1_764_547_200);

/// The project that the files are for.
const UPLOADED: &str = "sampleproject";

/// The enterprise's name in its issuer.
const ENTERPRISE: &str = "octo-corp";

impl Exercise {
    /// All, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Renamed,
        Self::Environment,
        Self::Quoted,
        Self::WrongIndex,
        Self::Reusable,
        Self::Pending,
        Self::Recreated,
        Self::Subject,
        Self::Enterprise,
    ];

    /// Its name in addresses.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Renamed => "renamed-repository",
            Self::Recreated => "recreated-account",
            Self::Environment => "missing-environment",
            Self::WrongIndex => "wrong-index",
            Self::Reusable => "reusable-workflow",
            Self::Pending => "pending-publisher",
            Self::Subject => "subject",
            Self::Enterprise => "enterprise-issuer",
            Self::Quoted => "quoted-token",
        }
    }

    /// The exercise of that name.
    pub(crate) fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|exercise| exercise.id() == id)
    }

    /// The one after it.
    pub(crate) fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|other| *other == self)?;
        Self::ALL.get(place.saturating_add(1)).copied()
    }

    /// What one does.
    pub(crate) const fn task(self) -> Task {
        match self {
            Self::Renamed => Task::Repair(&[
                Place::Registered("repository_owner"),
                Place::Registered("repository_name"),
                Place::Registered("workflow_filename"),
            ]),
            Self::Environment => {
                Task::Repair(&[Place::Registered("environment"), Place::JobEnvironment])
            }
            Self::Reusable => Task::Repair(&[
                Place::Registered("repository_name"),
                Place::Registered("workflow_filename"),
                Place::Registered("environment"),
            ]),
            Self::Recreated => Task::Change(&[
                Change::RunAgain,
                Change::RespellOwner,
                Change::RegisterAgain,
            ]),
            Self::WrongIndex => Task::Change(&[
                Change::OnlyAudience,
                Change::OnlyEndpoint,
                Change::BothOfPypi,
            ]),
            Self::Quoted => Task::Change(&[Change::JqPlain, Change::JqCompact, Change::JqRaw]),
            Self::Pending => Task::Foretell(&[
                Fate::StopsAt(Stage::Match),
                Fate::MintedForAnother,
                Fate::Minted,
            ]),
            Self::Subject => {
                Task::Foretell(&[Fate::Subjects(1), Fate::Subjects(2), Fate::Subjects(3)])
            }
            Self::Enterprise => Task::Change(&[
                Change::EnterpriseOwner,
                Change::EnterpriseHost,
                Change::CommonIssuer,
            ]),
        }
    }

    /// The situation.
    pub(crate) fn world(self, now: UnixTime) -> Option<World> {
        let pypi = index::find("pypi")?;
        let publisher = example_publisher(pypi);
        let mut job = Job::of(pypi, &publisher);
        Some(match self {
            Self::Renamed => {
                let mut world = World::of(pypi, &job, now);
                world.register("repository_name", "sample-old");
                world
            }
            Self::Recreated => {
                job.owner_id = "98765432".to_owned();
                let mut world = World::of(pypi, &job, now);
                world.register("repository_owner_id", "123456");
                world
            }
            Self::Environment => {
                job.environment.clear();
                let mut world = World::of(pypi, &job, now);
                world.register("environment", "release");
                world
            }
            Self::WrongIndex => {
                let testpypi = index::find("testpypi")?;
                job.audience = testpypi.audience.shown().to_owned();
                World {
                    index: testpypi.id,
                    claims: job.claims(testpypi, now),
                    ..World::of(pypi, &job, now)
                }
            }
            Self::Reusable => {
                let mut world = World::of(pypi, &job, now);
                let caller = text(&world.claims, "workflow_ref");
                let called = caller.replacen(&job.file, "publish.yml", 1);
                world.claim("job_workflow_ref", &called);
                world
            }
            Self::Pending => {
                let mut world = World::of(pypi, &job, now);
                if let Some(publisher) = world.publisher_mut() {
                    publisher.pending = true;
                    publisher.project = "sample-project-cli".to_owned();
                }
                world
            }
            Self::Subject => {
                let mut world = World::of(pypi, &job, now);
                let [_, immutable, _] = subjects(&world);
                world.claim("sub", &immutable);
                world
            }
            Self::Enterprise => {
                let mut world = World::of(pypi, &job, now);
                world.claim("iss", &format!("{}/{ENTERPRISE}", GITHUB.url));
                world
            }
            Self::Quoted => World {
                is_quoted: true,
                ..World::of(pypi, &job, now)
            },
        })
    }

    /// What happens in the situation.
    pub(crate) fn fate(self, world: &World) -> Option<Fate> {
        if self == Self::Subject {
            return Some(Fate::Subjects(accepted_subjects(world, None)));
        }
        Some(fate(&world.report()?))
    }

    /// How many of the subjects were accepted before the rule changed.
    pub(crate) fn subjects_before(world: &World) -> usize {
        accepted_subjects(world, Some(SUBJECT_CHECKED))
    }
}

/// What a report says of the upload that is to follow.
fn fate(report: &Report) -> Fate {
    match Stage::that_refuses(report) {
        Some(stage) => Fate::StopsAt(stage),
        // The API token is good for the projects that the answer is for.
        None if report
            .prediction
            .projects
            .iter()
            .any(|name| name == UPLOADED) =>
        {
            Fate::Minted
        }
        None => Fate::MintedForAnother,
    }
}

/// The three forms of a subject: GitHub's own, the immutable one, and one that an organisation put together.
pub(crate) fn subjects(world: &World) -> [String; 3] {
    let claim = |name: &str| text(&world.claims, name);
    let repository = claim("repository");
    let (owner, name) = repository.split_once('/').unwrap_or_default();
    let context = format!("environment:{}", claim("environment"));
    [
        format!("repo:{repository}:{context}"),
        format!(
            "repo:{owner}@{}/{name}@{}:{context}",
            claim("repository_owner_id"),
            claim("repository_id")
        ),
        format!(
            "repository_owner:{owner}:job_workflow_ref:{}",
            claim("job_workflow_ref")
        ),
    ]
}

fn accepted_subjects(world: &World, rules: Option<UnixTime>) -> usize {
    subjects(world)
        .into_iter()
        .filter(|subject| {
            let mut world = World {
                rules,
                ..world.clone()
            };
            world.claim("sub", subject);
            world.report().is_some_and(|report| is_minted(&report))
        })
        .count()
}

impl Place {
    /// What stands there.
    pub(crate) fn value(self, world: &World) -> String {
        match self {
            Self::Registered(field) => {
                let publisher = world.publisher();
                let value = publisher.and_then(|publisher| publisher.field(field));
                value.unwrap_or_default().to_owned()
            }
            Self::JobEnvironment => text(&world.claims, "environment"),
        }
    }

    /// Puts something there.
    pub(crate) fn set(self, world: &mut World, value: &str) {
        match self {
            Self::Registered(field) => world.register(field, value),
            Self::JobEnvironment => {
                let claim = Some(Value::Str(value.into())).filter(|_| !value.is_empty());
                world.claims = with(&world.claims, "environment", claim);
            }
        }
    }

    /// Its name in test IDs.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Registered(field) => field,
            Self::JobEnvironment => "job-environment",
        }
    }
}

impl Change {
    /// Its name in test IDs.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::RunAgain => "run-again",
            Self::RespellOwner => "respell-owner",
            Self::RegisterAgain => "register-again",
            Self::OnlyAudience => "only-audience",
            Self::OnlyEndpoint => "only-endpoint",
            Self::BothOfPypi => "both",
            Self::EnterpriseOwner => "enterprise-owner",
            Self::EnterpriseHost => "enterprise-host",
            Self::CommonIssuer => "common-issuer",
            Self::JqPlain => "plain",
            Self::JqCompact => "compact",
            Self::JqRaw => "raw",
        }
    }

    /// Makes it.
    pub(crate) fn apply(self, world: &mut World, now: UnixTime) {
        let pypi: &Index = &index::pypi::PYPI;
        match self {
            Self::RunAgain => {
                world.claim("jti", "another-run");
                let at = now.plus(60).0;
                let value = |offset: i64| Some(crate::plain::of_number(at.saturating_add(offset)));
                world.claims = with(&world.claims, "iat", value(0));
                world.claims = with(&world.claims, "exp", value(300));
            }
            Self::RespellOwner => {
                let owner = Place::Registered("repository_owner").value(world);
                world.register("repository_owner", &owner.to_uppercase());
            }
            Self::RegisterAgain => {
                // The index asks GitHub for the ID that the name has by then.
                let id = text(&world.claims, "repository_owner_id");
                world.register("repository_owner_id", &id);
            }
            Self::OnlyAudience => world.claim("aud", pypi.audience.shown()),
            Self::OnlyEndpoint => world.index = pypi.id,
            Self::BothOfPypi => {
                world.claim("aud", pypi.audience.shown());
                world.index = pypi.id;
            }
            Self::EnterpriseOwner => world.register("repository_owner", ENTERPRISE),
            Self::EnterpriseHost => {
                world.claim(
                    "iss",
                    &format!("https://token.actions.{ENTERPRISE}.ghe.com"),
                );
            }
            Self::CommonIssuer => world.claim("iss", GITHUB.url),
            Self::JqPlain | Self::JqCompact => world.is_quoted = true,
            Self::JqRaw => world.is_quoted = false,
        }
    }
}

impl Fate {
    /// Its name in test IDs.
    pub(crate) fn id(self) -> String {
        match self {
            Self::StopsAt(stage) => format!("stops-{}", stage.id()),
            Self::Minted => "minted".to_owned(),
            Self::MintedForAnother => "minted-for-another".to_owned(),
            Self::Subjects(count) => format!("subjects-{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime(1_790_000_000);

    fn world(exercise: Exercise) -> World {
        exercise.world(NOW).expect("a situation")
    }

    #[test]
    fn an_exercise_is_found_by_its_name() {
        for exercise in Exercise::ALL {
            assert_eq!(Exercise::find(exercise.id()), Some(exercise));
        }
        assert_eq!(Exercise::find("none"), None);
    }

    /// Otherwise there would be nothing to repair.
    #[test]
    fn what_is_to_be_changed_is_refused_before() {
        for exercise in Exercise::ALL {
            if let Task::Repair(_) | Task::Change(_) = exercise.task() {
                let report = world(exercise).report().expect("a report");
                assert!(!is_minted(&report), "{exercise:?}");
            }
        }
    }

    #[test]
    fn of_several_changes_one_is_right() {
        for exercise in Exercise::ALL {
            let Task::Change(changes) = exercise.task() else {
                continue;
            };
            let right: Vec<_> = changes
                .iter()
                .filter(|change| {
                    let mut world = world(exercise);
                    change.apply(&mut world, NOW);
                    is_minted(&world.report().expect("a report"))
                })
                .collect();
            let expected = match exercise {
                Exercise::Recreated => Change::RegisterAgain,
                Exercise::WrongIndex => Change::BothOfPypi,
                Exercise::Quoted => Change::JqRaw,
                Exercise::Enterprise => Change::CommonIssuer,
                other => panic!("{other:?} is about no change"),
            };
            assert_eq!(right, [&expected], "{exercise:?}");
        }
    }

    /// Neither the enterprise's own issuer nor the one of its host is known to the index.
    #[test]
    fn an_enterprises_own_issuers_are_refused_before_any_key_is_asked_for() {
        let mut enterprise = world(Exercise::Enterprise);
        let stage = |world: &World| Stage::that_refuses(&world.report().expect("a report"));
        assert_eq!(stage(&enterprise), Some(Stage::Keys));
        Change::EnterpriseHost.apply(&mut enterprise, NOW);
        assert_eq!(stage(&enterprise), Some(Stage::Keys));
    }

    #[test]
    fn of_several_fates_one_comes_true() {
        for exercise in Exercise::ALL {
            let Task::Foretell(fates) = exercise.task() else {
                continue;
            };
            let fate = exercise.fate(&world(exercise)).expect("a fate");
            let expected = match exercise {
                Exercise::Pending => Fate::MintedForAnother,
                Exercise::Subject => Fate::Subjects(3),
                other => panic!("{other:?} is about no fate"),
            };
            assert_eq!(fate, expected);
            assert!(fates.contains(&fate), "{exercise:?}");
        }
        assert_eq!(Exercise::subjects_before(&world(Exercise::Subject)), 1);
    }

    #[test]
    fn what_is_to_be_repaired_can_be() {
        for (exercise, place, value) in [
            (
                Exercise::Renamed,
                Place::Registered("repository_name"),
                "sampleproject",
            ),
            (Exercise::Environment, Place::Registered("environment"), ""),
            (Exercise::Environment, Place::JobEnvironment, "release"),
            (
                Exercise::Reusable,
                Place::Registered("workflow_filename"),
                "publish.yml",
            ),
        ] {
            let mut world = world(exercise);
            place.set(&mut world, value);
            assert_eq!(place.value(&world), value);
            assert!(
                is_minted(&world.report().expect("a report")),
                "{exercise:?}"
            );
            place.set(&mut world, "something else");
            assert!(
                !is_minted(&world.report().expect("a report")),
                "{exercise:?}"
            );
        }
    }
}

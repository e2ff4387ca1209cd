//! The exercises, in English.

use crate::lesson::{Change, Exercise, Fate, Place};
use crate::words::{ExerciseWords, Practice};

pub(super) const PRACTICE: Practice = Practice {
    title: "Exercises",
    lede: "Each is something that happened to somebody. Your answer is not compared with a solution: it is \
           put to the index's rules.",
    of: exercise,
    number: |number, of| format!("Exercise {number} of {of}"),
    situation: "What happened",
    question: "Your turn",
    hint: "A hint",
    check: "Check",
    explain: "Show the explanation",
    explanation: "Why",
    right: "Right.",
    not_yet: "Not yet.",
    choose_first: "Choose an answer first.",
    posted_to: "Posted to",
    registered_on: |index| format!("Registered on {index}"),
    pending_for: "Pending, for the project",
    uploads: "The files are named",
    script: "The script",
    place: |place| match place {
        Place::JobEnvironment => "The job's environment",
        Place::Registered(_) => "",
    },
    change: |change| match change {
        Change::RunAgain => "Run the job again, for a new token",
        Change::RespellOwner => "Register the owner's name in capitals",
        Change::RegisterAgain => {
            "Remove the publisher and register it again, as the account's owner today"
        }
        Change::OnlyAudience => "Ask for the token with the audience `pypi`, and post it as before",
        Change::OnlyEndpoint => "Post the same token to PyPI's `mint-token`",
        Change::BothOfPypi => "Take `repository-url` out, so that audience and address are PyPI's",
        Change::EnterpriseOwner => "Register the enterprise, `octo-corp`, as the owner",
        Change::EnterpriseHost => {
            "Move to `octo-corp.ghe.com`, where the data stays in the country"
        }
        Change::CommonIssuer => "Have the enterprise turn `include_enterprise_slug` off again",
        Change::JqPlain => "`jq .value`",
        Change::JqCompact => "`jq -c .value`",
        Change::JqRaw => "`jq -r .value`",
    },
    fate: |fate, step| match fate {
        Fate::StopsAt(_) => format!("Refused at the step “{step}”"),
        Fate::Minted => "Minted, and the upload goes through".to_owned(),
        Fate::MintedForAnother => "Minted, and the upload is refused".to_owned(),
        Fate::Subjects(1) => "Only the first one".to_owned(),
        Fate::Subjects(2) => "The first and the second".to_owned(),
        Fate::Subjects(_) => "All three".to_owned(),
    },
    subjects_before: |count| match count {
        1 => "By the rules of December 2025, one of the three was accepted.".to_owned(),
        count => format!("By the rules of December 2025, {count} of the three were accepted."),
    },
    next: "Next exercise",
    all: "All exercises",
    unknown: "There is no exercise of that name.",
};

fn exercise(exercise: Exercise) -> ExerciseWords {
    match exercise {
        Exercise::Renamed => ExerciseWords {
            title: "The renamed repository",
            teaser: "GitHub forwards the old name. The release fails.",
            situation: "`octo-org/sample-old` is now called `octo-org/sampleproject`. Old links still lead to \
                        it, clones still push to it. The first release since then is refused.",
            question: "Change the publisher so that the index mints.",
            hint: "GitHub forwards web addresses and git. The token says what the repository is called today.",
            explanation: "The claim `repository` has the new name from the day of the change, and PyPI compares \
                          names, not the repository's number. Register the new name, then remove the old \
                          publisher: whoever takes the old name could match it, were the owner's number not \
                          compared as well.",
        },
        Exercise::Recreated => ExerciseWords {
            title: "The account that came back",
            teaser: "Every name is right, letter by letter. Still no publisher.",
            situation: "The account `octo-org` was deleted last year and made anew last week. Repository, file \
                        and environment are called as before, and the publisher on PyPI was never touched. PyPI \
                        finds no publisher.",
            question: "After which of these does the index mint?",
            hint: "Names can be taken over. Look at the number beside the owner.",
            explanation: "GitHub gives each account a number that nobody gets again, and PyPI keeps it with \
                          the publisher. A name that was given up can be taken by anybody: with names alone, \
                          that person could publish. This is the resurrection attack, and the number is the \
                          defence. Register again only if the account is yours, and if it is not, remove the \
                          publisher.",
        },
        Exercise::Environment => ExerciseWords {
            title: "The missing environment",
            teaser: "One line is missing, on one side or the other.",
            situation: "The publisher on PyPI names the environment `release`. The job that publishes was copied \
                        from another project, and names none.",
            question: "Change either side so that the index mints.",
            hint: "A job gets the claim `environment` by naming one. A publisher without one takes any job of \
                   the file.",
            explanation: "Both ways work. Naming it in the job, `environment: release`, is the better one: the \
                          environment can ask for a reviewer, or let only tags through. Emptying the field lets every \
                          job of the workflow file publish.",
        },
        Exercise::WrongIndex => ExerciseWords {
            title: "PyPI or TestPyPI",
            teaser: "Tried out on one, released on the other.",
            situation: "The workflow was tried out on TestPyPI, and `repository-url` still points there. The \
                        publisher is registered on PyPI, where the release is meant to go.",
            question: "After which change does the index mint?",
            hint: "Three things have to belong to the same index: where it is registered, the token's audience, and \
                   where it is posted.",
            explanation: "PyPI and TestPyPI run the same code and know nothing of each other: two audiences, \
                          two addresses, two lists of publishers. A token for one is refused by the other, and \
                          neither says that this is why.",
        },
        Exercise::Reusable => ExerciseWords {
            title: "The workflow that calls another",
            teaser: "Two files have a part in it. One has to be registered.",
            situation: "`release.yml` starts the run and calls `publish.yml` in the same repository; the job that \
                        publishes stands there. The publisher names the file that people know: `release.yml`.",
            question: "Change the publisher so that the index mints.",
            hint: "`workflow_ref` is the file that started the run. `job_workflow_ref` is the one with the job in it. \
                   PyPI reads one of them.",
            explanation: "PyPI goes by `job_workflow_ref`: the file with the job in it. Uploads with \
                          attestations can still fail, since those name the file that started the run. Publishing \
                          from `release.yml` itself avoids both. Other indexes go by the file that calls.",
        },
        Exercise::Pending => ExerciseWords {
            title: "The pending publisher's name",
            teaser: "The exchange works. Then the upload does not.",
            situation: "The project is not on PyPI yet, so a pending publisher waits for it. Whoever registered it \
                        typed `sample-project-cli`. The files that the job uploads are named `sampleproject`.",
            question: "What happens when the job runs?",
            hint: "Nothing in a token says what the project is called. What does the index make when it mints?",
            explanation: "The token matches, so PyPI makes the project `sample-project-cli`, and an API token that is \
                          good for it alone. The upload of `sampleproject` is refused: `Non-user identities \
                          cannot create new projects.` The pending publisher is used up by then; delete the \
                          empty project and register a new one with the right name.",
        },
        Exercise::Subject => ExerciseWords {
            title: "Three forms of one subject",
            teaser: "Classic, immutable, put together by the organisation.",
            situation: "Three repositories publish in the same way. One has the classic `sub`. One was made after 15 \
                        July 2026 and has the immutable form, with numbers. In the third one, the \
                        organisation chose which claims make up `sub`.",
            question: "Whose tokens does PyPI accept today, if everything else is right?",
            hint: "Look at the field list of a publisher. Which of its fields is compared with `sub`?",
            explanation: "PyPI has not looked at GitHub's `sub` since 29 January 2026: owner, repository, file and \
                          environment have claims of their own, which cannot be put together otherwise. Before, \
                          `sub` had to start with `repo:` and the repository. What else trusts your tokens, a \
                          cloud perhaps, may still compare `sub`.",
        },
        Exercise::Enterprise => ExerciseWords {
            title: "The enterprise's own issuer",
            teaser: "Same workflow, same action, another address in `iss`.",
            situation: "The company turned on an issuer of its own for its cloud, and `octo-corp` now stands after GitHub's \
                        address in `iss`. The keys are published as they should be, and the publisher says the same as \
                        before. The answer: `unknown trusted publishing issuer`.",
            question: "What gets the release out?",
            hint: "Before an index can fetch keys, it has to know whom to ask. Which issuers does it know?",
            explanation: "The index has a list of issuers, and takes `iss` to the letter. An enterprise's own address is not on \
                          it, neither GitHub's with a slug behind it nor a host on GHE.com, so no key is fetched, no \
                          signature looked at, and no publisher compared. With `include_enterprise_slug` off, tokens have the \
                          common issuer again; from GHE.com, what is left is an API token.",
        },
        Exercise::Quoted => ExerciseWords {
            title: "The token in quotes",
            teaser: "The script looks right. The index reads no JWT.",
            situation: "A job does the exchange by hand. GitHub answers with JSON, the script takes `value` out of it \
                        and posts it. The answer: `malformed JWT`.",
            question: "Which line has to stand in the script?",
            hint: "What does `jq .value` print for `{\"value\": \"eyJ\"}`? Look at the first character.",
            explanation: "`jq` prints JSON, and a JSON text has quotes. With `-r` it prints the text itself. The quotes \
                          went into the token, and what starts with a quote is no JWT. `-c` only takes out white \
                          space.",
        },
    }
}

//! The lesson, in English.

use super::exercises::PRACTICE;
use crate::lesson::{Actor, Attack, Stage, Try};
use crate::words::{Bench, Course, StageWords};

pub(in crate::words) const COURSE: Course = Course {
    title: "How trusted publishing works",
    lede: "A job proves who it is, and gets a key that lasts fifteen minutes. No password is kept anywhere. \
           Eight steps, one at a time, with the checks that the index really makes.",
    parts: "Parts of the lesson",
    overview: "Overview",
    steps: "Steps",
    sandbox: "Sandbox",
    exercises: "Exercises",
    own: |repository, index| {
        format!("Told with your values: `{repository}` publishing to {index}.")
    },
    example: |repository, index| {
        format!("Told with an example: `{repository}` publishing to {index}.")
    },
    example_help: "Enter a token, a log or a publisher in the inspector, and the lesson uses your values. \
                   They stay in this page.",
    other_index: |told, chosen| {
        format!(
            "The lesson tells of {told}. On {chosen} the steps are the same, and what is compared differs: the \
             inspector goes by its rules."
        )
    },
    own_refused: |number, step, index| {
        format!("With these values {index} refuses at step {number}, {step}.")
    },
    begin: "Begin with step 1",
    sandbox_teaser: "Sign a token of your own with a key made in this page, tamper with it, and see which \
                     step refuses it.",
    exercises_teaser: "Nine releases that failed. Find out why, and have your answer checked by the rules \
                       themselves.",

    actor: |actor, index| match actor {
        Actor::Issuer => "GitHub".to_owned(),
        Actor::Job => "Your job".to_owned(),
        Actor::Index => index.to_owned(),
    },
    diagram: "The way of a token",
    diagram_path: |index| {
        format!(
            "The job starts and asks GitHub for a token. GitHub signs it and hands it back. The job posts \
             it to {index}, which fetches GitHub's keys, verifies the token, looks for the publisher, and \
             hands the job an API token."
        )
    },
    diagram_here: |number, step| format!("You are at step {number}: {step}."),
    diagram_refused: |number, step| {
        format!("Refused at step {number}: {step}. No step after it happens.")
    },
    diagram_minted: "All eight steps pass.",

    step_of: |number, of| format!("Step {number} of {of}"),
    stage,
    before: "Previous",
    next: "Next",
    keys_help: "The arrow keys lead from step to step.",
    signed: "Signed by whom",
    checks: "What the index checks here",
    fails: "fails with these values",
    tries: "What somebody could try",
    try_of,
    try_stop,
    stopped_by: |number, check| format!("Stopped in step {number} by the check: {check}."),
    try_it: "Try it in the sandbox",
    request: "Request",
    answer: "Answer",
    answer_later: "The answer comes in step 8.",
    on_the_wire: "On the wire",
    file: "The workflow file",
    token: "What is in the token",
    claim: "Claim",
    value: "Value",
    class: |index| format!("What {index} does with it"),
    ignored: |count| match count {
        1 => "1 more claim, which decides nothing".to_owned(),
        count => format!("{count} more claims, which decide nothing"),
    },
    registered: "Registered",
    claimed: "In the token",
    field: "Field",
    none: "none",
    any: "empty: any will do",
    wrong: "If it goes wrong here",
    by_hand: "By hand",
    by_hand_help: "What an action does for you, as lines for a shell in a job. Your values are filled in.",

    bench: Bench {
        title: "Sandbox",
        lede: "This page plays GitHub: it makes a key, signs what you like, and hands the token to the same \
               rules as in the inspector. Nothing is sent anywhere.",
        made_here: "Made in this page. GitHub did not sign it, and no real index takes it.",
        job: "The job",
        job_help: "GitHub writes the claims; a job cannot. Change the job, and its claims change.",
        owner: "Owner",
        name: "Repository",
        owner_id: "Owner ID",
        file: "Workflow file",
        environment: "Environment",
        event: "Event",
        git_ref: "Ref",
        audience: "Audience",
        reset: "Start over",
        raw: "Or write the claims yourself",
        raw_help: "Whatever stands here is signed as it is. A change to the form above replaces it.",
        raw_label: "Claims, as JSON",
        raw_refused: |why| format!("Not signed: {why}."),
        registered: |index| format!("Registered on {index}"),
        send: "Sign and send",
        send_help: "Nobody touches it on the way.",
        way: "What happens on the way?",
        way_help: "Each button signs a new token for the job below, does what it says, and sends it.",
        attack,
        outcome: "What came of it",
        nothing_sent: "Nothing was sent yet. Sign the job's claims, and the way of the token lights up.",
        minted: |project| {
            format!("Accepted. The API token is good for `{project}`, for fifteen minutes.")
        },
        refused: |index, number, step| format!("{index} refuses at step {number}, {step}."),
        sent_at: |moment| format!("Arrived {moment}, by this page's clock."),
        token: "The token that arrived",
        no_signature: "(no signature)",
        keys: "The keys that this page's issuer publishes",
        no_crypto: "This browser gives the page no cryptography. It does over HTTPS, on localhost, and for a \
                    file that was opened from the disk.",
        signing: "Signing…",
    },
    practice: PRACTICE,
};

fn stage(stage: Stage) -> StageWords {
    match stage {
        Stage::Start => StageWords {
            label: "Start",
            title: "The workflow starts",
            teaser: "An event starts a workflow; one of its jobs may ask for a token.",
            happens: "Somebody publishes a release, and GitHub runs the workflow file. The job that publishes \
                      has `permissions: id-token: write`. That line lets it ask for an ID token, and gives \
                      it nothing else: no secret, no password.",
            signed: "Nothing yet. There is no token.",
            unsent: "Nothing of it goes to the index. GitHub starts the job on a runner and gives it an address, \
                     `ACTIONS_ID_TOKEN_REQUEST_URL`; the first request is the job's own, in step 2.",
            wrong: "",
        },
        Stage::Ask => StageWords {
            label: "Ask",
            title: "The job asks for a token",
            teaser: "The job says who the token is for: the audience.",
            happens: "GitHub puts an address and a one-job password into the job's environment. The job asks \
                      there, and names an audience: whom the token is for. The index tells everybody which \
                      audience it wants.",
            signed: "Nothing. The job only says for whom; it cannot say who it is.",
            unsent: "",
            wrong: "",
        },
        Stage::Sign => StageWords {
            label: "Sign",
            title: "GitHub signs the claims",
            teaser: "GitHub writes down which job this is, and signs it.",
            happens: "GitHub knows which repository, file, environment and event the job belongs to. It writes \
                      them into the token as claims, with an end five minutes away, and signs them with its \
                      private key. The token is text that anybody can read and nobody can change.",
            signed: "Header and claims, by GitHub, with the private key that only GitHub has. The job's own \
                     word stands in one claim: `aud`.",
            unsent: "Nothing more. GitHub signs on its own servers, and the token comes back as the answer to the \
                     request of step 2.",
            wrong: "",
        },
        Stage::Post => StageWords {
            label: "Post",
            title: "The job posts the token",
            teaser: "The token goes to the index's `mint-token`, once.",
            happens: "The job sends the token to the index in a JSON body. Whoever holds the token until it \
                      ends can do the same, so it is masked in logs and never stored.",
            signed: "The token is, the request is not: it needs no login. HTTPS keeps it from being read on \
                     the way.",
            unsent: "",
            wrong: "A script left the quotes of the JSON around the token:",
        },
        Stage::Keys => StageWords {
            label: "Keys",
            title: "The index finds the issuer's keys",
            teaser: "The token names its issuer. The index asks that issuer, if it knows it.",
            happens: "The index reads `iss` out of the token without believing it yet. If that issuer is one \
                      that it knows, it fetches the issuer's public keys, and picks the one that the header \
                      names in `kid`. It keeps them for a while.",
            signed: "Nobody signs the keys. They come from the issuer's own address over HTTPS, and that is \
                     what they rest on.",
            unsent: "",
            wrong: "The token comes from an enterprise's own issuer:",
        },
        Stage::Verify => StageWords {
            label: "Verify",
            title: "The index verifies the token",
            teaser: "Is it genuine, fresh, and meant for this index?",
            happens: "The signature has to fit header and claims to the last byte. Then the clock: issued \
                      already, not ended yet, with some seconds of tolerance. Then `aud`: the token has to be \
                      for this index and no other. From here on, the claims are believed.",
            signed: "This is where the signature counts: GitHub's public key says whether GitHub's private \
                     key made it.",
            unsent: "Nothing. The index has all it needs: the token of step 4 and the keys of step 5. If a check fails, \
                     the request of step 4 is answered with the refusal.",
            wrong: "The token was asked for with another audience. An expired or a forged one gets the same words:",
        },
        Stage::Match => StageWords {
            label: "Match",
            title: "The index looks for the publisher",
            teaser: "Is there a publisher that was registered for exactly this job?",
            happens: "A project's owner registered a publisher: owner, repository, workflow file, perhaps an \
                      environment. The index adds the owner's number. It looks for one that agrees with the \
                      claims, letter by letter, and does not say which field differs.",
            signed: "The claims are GitHub's word. What they are compared with is the word of the project's \
                     owner, who was logged in when it was registered.",
            unsent: "Nothing. The index looks into its own database. If no publisher matches, the request of step 4 is \
                     answered with the refusal.",
            wrong: "The job stands in another workflow file:",
        },
        Stage::Mint => StageWords {
            label: "Mint",
            title: "The index mints an API token",
            teaser: "Fifteen minutes, these projects, nothing else. The job uploads with it.",
            happens: "The index notes that this ID token is used up, and makes an API token for the \
                      publisher's projects that ends after fifteen minutes. The job uploads its files with it \
                      as with any API token.",
            signed: "The API token is the index's own, and means nothing anywhere else. GitHub has no part in \
                     it.",
            unsent: "",
            wrong: "",
        },
    }
}

fn try_of(what: Try) -> &'static str {
    match what {
        Try::Fork => "Send a pull request from a fork, with a workflow that publishes.",
        Try::PullRequestTarget => {
            "Get code into a workflow that runs on `pull_request_target`, which has the project's own rights."
        }
        Try::BuildJob => {
            "Slip a bad dependency into the build, which asks for a token while it runs."
        }
        Try::OwnKey => {
            "Write the claims of somebody's repository, and sign them with a key of one's own."
        }
        Try::ChangedClaim => "Take a genuine token of one's own, and change a claim.",
        Try::PassOn => "Run a service that people send tokens to, and pass those on to the index.",
        Try::Again => "Copy a token out of a log or a request, and send it once more.",
        Try::OwnIssuer => "Run an issuer, sign with its keys, and name it in `iss`.",
        Try::OwnKeyId => "Name a key in `kid` that the real issuer never published.",
        Try::NoSignature => "Write `alg: none` into the header, and leave the signature out.",
        Try::Old => "Use a token from yesterday.",
        Try::Resurrection => {
            "Wait until the owner deletes the account, make one of the same name, and publish from a \
             repository of the same name."
        }
        Try::OtherFile => {
            "Add another workflow file to the repository, which publishes something else."
        }
        Try::OtherProject => "Upload files of another project with the API token.",
        Try::Keep => "Keep the API token for later.",
    }
}

fn try_stop(what: Try) -> &'static str {
    match what {
        Try::Fork => "GitHub gives no token to a fork's pull request.",
        Try::BuildJob => {
            "Only a job with `id-token: write` can ask. That is why building and publishing are two jobs."
        }
        Try::OtherProject => {
            "The upload is refused: the API token is good for the publisher's projects only."
        }
        Try::Keep => "The upload is refused: it ended fifteen minutes after it was minted.",
        _ => "",
    }
}

fn attack(attack: Attack) -> (&'static str, &'static str) {
    match attack {
        Attack::Byte => (
            "Change one byte",
            "One digit of `sha`, which no rule reads.",
        ),
        Attack::Key => (
            "Swap the key",
            "Signed with another key, under the same `kid`.",
        ),
        Attack::UnknownKey => (
            "Name another key",
            "A `kid` that the issuer never published.",
        ),
        Attack::NoAlgorithm => (
            "`alg: none`",
            "The header says no signature is needed; there is none.",
        ),
        Attack::Replay => ("Send it twice", "The same `jti` was used a moment ago."),
        Attack::Expired => ("Send it late", "Ten minutes go by on the way."),
        Attack::Audience => (
            "Change the audience",
            "Asked for in another index's name, and signed so.",
        ),
        Attack::Issuer => ("Bring an issuer", "Signed by `token.actions.example.org`."),
        Attack::Quotes => (
            "Leave the quotes on",
            "`jq` without `-r`: the quotes go along.",
        ),
    }
}

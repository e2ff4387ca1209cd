//! `mintcheck everywhere`.

use serde_json::{Value, json};

use crate::{REAL, REAL_FILE, Scratch, refusal, run};

/// A job's claims, as a client prints them.
fn claims(event: &str) -> String {
    let file = "octo/tool/.github/workflows/";
    json!({
        "sub": "repo:octo/tool:ref:refs/tags/v1.2.3",
        "repository": "octo/tool",
        "repository_owner": "octo",
        "repository_owner_id": "7",
        "repository_id": "8",
        "workflow_ref": format!("{file}release.yml@refs/tags/v1.2.3"),
        "job_workflow_ref": format!("{file}publish.yml@refs/tags/v1.2.3"),
        "ref": "refs/tags/v1.2.3",
        "ref_type": "tag",
        "event_name": event,
    })
    .to_string()
}

fn at<'a>(report: &'a Value, index: &str) -> &'a Value {
    let mut all = report["indexes"].as_array().expect("a list").iter();
    let found = all.find(|at| at["index"] == index);
    found.expect("every index is asked")
}

#[test]
fn every_index_says_what_to_register_or_what_stops_it() {
    let found = run(&["everywhere", REAL_FILE], b"");
    assert_eq!(found.code, Some(0), "{}", found.err);
    for lines in [
        "this job would be accepted by 8 of 9 indexes, each with a token of its own\n\nPyPI accepts",
        "token       one that is asked for with the audience `crates.io`\n",
        "register    GitHub Actions\n            Owner: sigstore-conformance\n",
        "\npub.dev refuses: the claim `ref_type` is `branch`",
        "stops at    ref (looking for a publisher)\nanswer      403, a refusal, in these words\n",
    ] {
        assert!(found.out.contains(lines), "{lines}{}", found.out);
    }
    assert_eq!(run(&["everywhere"], REAL.as_bytes()).out, found.out);
    let portuguese = run(&["everywhere", REAL_FILE, "--language=pt-BR"], b"").out;
    let first =
        "este job seria aceito por 8 de 9 índices, cada um com um token próprio\n\no PyPI aceita";
    assert!(portuguese.starts_with(first), "{portuguese}");
}

#[test]
fn the_answers_in_json_are_versioned_and_in_the_order_of_the_indexes() {
    let found = run(&["everywhere", "--json"], claims("workflow_run").as_bytes());
    assert_eq!(found.code, Some(0), "{}", found.err);
    let report = found.json();
    assert_eq!(report["version"], 1);
    assert_eq!(report["input"]["shape"], "claims");
    let ids: Vec<_> = report["indexes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|at| at["index"].as_str().expect("an identifier").to_owned())
        .collect();
    let known: Vec<_> = mintcheck::index::INDEXES
        .iter()
        .map(|index| index.id.to_string())
        .collect();
    assert_eq!(ids, known);

    let pypi = at(&report, "pypi");
    assert_eq!(pypi["verdict"], "undecided");
    assert_eq!(pypi["acceptedIfGenuine"], true);
    assert_eq!(pypi["audience"], "pypi");
    assert_eq!(pypi["step"], Value::Null);
    assert_eq!(pypi["workflowFile"]["compared"], "called");
    assert_eq!(pypi["workflowFile"]["filename"], "publish.yml");
    assert_eq!(pypi["publisher"]["kind"], "github");
    assert_eq!(
        pypi["publisher"]["form"][0],
        json!({"field": "repository_owner", "label": "Owner", "value": "octo"})
    );
    assert_eq!(pypi["publisher"]["fields"]["repository_owner_id"], "7");

    let crates_io = at(&report, "crates.io");
    assert_eq!(crates_io["verdict"], "reject");
    assert_eq!(crates_io["step"]["rule"], "event-name");
    assert_eq!(crates_io["step"]["reason"]["code"], "event-refused");
    assert_eq!(crates_io["answer"]["status"], 400);
    assert_eq!(crates_io["answer"]["kind"], "refused");
    assert_eq!(crates_io["publisher"], Value::Null);
    assert_eq!(crates_io["workflowFile"]["compared"], "caller");
    assert_eq!(crates_io["workflowFile"]["filename"], "release.yml");
}

/// What one command says to register, another accepts.
#[test]
fn the_publisher_of_the_json_is_one_that_inspect_takes() {
    let claims = claims("push");
    let report = run(&["everywhere", "--json"], claims.as_bytes()).json();
    for at in report["indexes"].as_array().expect("a list") {
        let index = at["index"].as_str().expect("an identifier");
        let publisher = &at["publisher"];
        let list = json!([{"kind": publisher["kind"], "fields": publisher["fields"]}]);
        let file = Scratch::new("everywhere.json", list.to_string().as_bytes());
        let arguments = ["inspect", "--format=json", "--index", index, "--publishers"];
        let mut claims: Value = serde_json::from_str(&claims).expect("JSON");
        claims["aud"] = at["audience"].clone();
        let found = run(
            &[&arguments[..], &[file.path()]].concat(),
            claims.to_string().as_bytes(),
        );
        let inspected = found.json();
        for name in ["verdict", "acceptedIfGenuine"] {
            assert_eq!(inspected[name], at[name], "{index}: {}", found.out);
        }
    }
}

#[test]
fn the_exit_code_is_0_if_one_index_accepts_and_1_if_all_refuse() {
    let code = |text: &str| run(&["everywhere", "--json"], text.as_bytes()).code;
    assert_eq!(code(&claims("push")), Some(0));
    assert_eq!(
        code(r#"{"iss": "https://example.com", "repository": "o/r", "sub": "x", "ref": "y"}"#),
        Some(1)
    );
    assert_eq!(code("no claims"), Some(4));
    let message = refusal(&["everywhere"], b"no claims", 4);
    let sentence = "mintcheck: there are no claims in this that an index could be asked about\n";
    assert_eq!(message, sentence);
}

#[test]
fn an_index_of_ones_own_is_asked_as_well() {
    let profile = Scratch::new(
        "everywhere-profile.json",
        br#"{"name": "Ours", "baseUrl": "https://pypi.example"}"#,
    );
    let arguments = ["everywhere", REAL_FILE, "--profile", profile.path()];
    let found = run(&arguments, b"");
    assert_eq!(found.code, Some(0), "{}", found.err);
    let (_, own) = found.out.split_once("\nOurs accepts").expect("its answer");
    let open = "still open  the audience that Ours demands: ";
    assert!(own.contains(open), "{own}");
    assert!(!own.contains("AUDIENCE`"), "{own}");
    let told = run(&[&arguments[..], &["--json"]].concat(), b"").json();
    let own = at(&told, "custom");
    assert_eq!(own["audience"], Value::Null);
    assert_eq!(own["open"][0]["code"], "audience");
}

//! How soon the verdict is there. Ignored by tests, because other work on the machine decides about it:
//! `cargo xtask bench page` measures, and holds it against its budget.

use mintcheck::index::Publisher;
use serde_json::{Value, json};

use crate::material::real;
use crate::session::on_the_page;

const BUDGETS: &str = include_str!("../../xtask/budgets.json");

const RUNS: u32 = 40;

/// Pastes at the start of a frame, where a browser delivers what its user does, and waits until the frame is
/// painted: a message that is sent in a frame arrives behind it. What is registered second in a frame runs
/// behind all that the first one has started.
const MEASURE: &str = "
    const [text, runs, done] = arguments;
    const box = document.querySelector(`[data-testid='paste']`);
    const frame = (action) => new Promise((resolve) => {
      const channel = new MessageChannel();
      const times = {};
      channel.port1.onmessage = () => { times.painted = performance.now(); resolve(times); };
      requestAnimationFrame(() => { times.start = performance.now(); action(); });
      requestAnimationFrame(() => { times.ready = performance.now(); channel.port2.postMessage(null); });
    });
    const paste = (text) => () => {
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const verdict = () => document.querySelector(`[data-testid='verdict']`)?.textContent ?? '';
    const rest = () => new Promise((resolve) => setTimeout(resolve, 100));
    const measure = async () => {
      const results = [];
      for (let run = 0; run < runs; run += 1) {
        await frame(paste(''));
        await rest();
        const empty = verdict();
        const { start, ready, painted } = await frame(paste(text));
        let [seen, frames] = [painted, 1];
        while (verdict() === empty) {
          if (frames === 100) throw new Error(`no verdict but ${empty}`);
          seen = (await frame(() => {})).painted;
          frames += 1;
        }
        results.push({ program: ready - start, painted: seen - start, frames });
        await rest();
      }
      return results;
    };
    measure().then(done, (error) => done(String(error)));
";

#[test]
#[ignore = "a measurement: `cargo xtask bench page`"]
fn the_verdict_is_painted_soon_after_a_paste() {
    let budgets: Value = serde_json::from_str(BUDGETS).expect("JSON");
    let budget = budgets.get("pasteToVerdict").expect("a budget");
    let number = |name: &str| budget.get(name).and_then(Value::as_f64).expect("a number");
    let (slow_down, limit) = (number("cpuSlowDown"), number("medianMilliseconds"));
    on_the_page(async |page| {
        let fields = [
            ("repository_owner", "sigstore-conformance"),
            ("repository_name", "extremely-dangerous-public-oidc-beacon"),
            ("workflow_filename", "extremely-dangerous-oidc-beacon.yml"),
        ];
        let publisher = Publisher {
            kind: "github".to_owned(),
            project: "sampleproject".to_owned(),
            fields: fields
                .map(|(field, value)| (field.to_owned(), value.to_owned()))
                .into(),
            ..Publisher::default()
        };
        page.register(0, &publisher).await;
        page.cdp(
            "Emulation.setCPUThrottlingRate",
            &json!({ "rate": slow_down }),
        )
        .await;
        let results = page
            .script_to_end(MEASURE, &[json!(real()), json!(RUNS)])
            .await;
        page.cdp("Emulation.setCPUThrottlingRate", &json!({ "rate": 1 }))
            .await;
        let runs = results.as_array().unwrap_or_else(|| panic!("{results}"));
        let program = median(runs, "program");
        let painted = median(runs, "painted");
        let frames = median(runs, "frames");
        report(&format!(
            "from a paste to the painted verdict, {slow_down} times slowed down: {painted:.1} ms of {limit} \
             (median of {RUNS}), in frame {frames}; the program's first part takes {program:.1} ms of it"
        ));
        assert!(
            painted <= limit,
            "{painted:.1} ms is over the budget of {limit} ms"
        );
    });
}

fn median(runs: &[Value], name: &str) -> f64 {
    let time = |run: &Value| run.get(name).and_then(Value::as_f64).expect("a time");
    let mut times: Vec<f64> = runs.iter().map(time).collect();
    times.sort_by(f64::total_cmp);
    *times.get(runs.len() / 2).expect("a run")
}

#[expect(clippy::print_stdout, reason = "a measurement is there to be read")]
fn report(line: &str) {
    println!("{line}");
}

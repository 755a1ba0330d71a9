//! The pages of `plan --html` and `compile --html` in a real Chromium: what is drawn, that nothing is
//! asked of the network, and that the browser has nothing to complain about.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{Place, plugin};

const JOB: &str = "--batch 8 --seq 64 --embedding-dim 256 --codebook-size 256 --target v6e-4";

/// What Chromium makes of a page.
struct Shown {
    /// The document as it stands after loading.
    dom: String,
    /// What the browser logs: its console among it.
    log: String,
    /// The addresses that were asked for.
    requests: Vec<String>,
    /// A picture of it, as PNG.
    picture: Vec<u8>,
}

fn shown(place: &Place, page: &Path) -> Shown {
    let page = format!("file://{}", page.display());
    let (net, picture) = (place.path("net.json"), place.path("page.png"));
    let chromium = |more: &[String]| {
        let profile = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(plugin("VQBIT_TEST_CHROMIUM"));
        command
            .args("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(' '));
        command.args("--disable-background-networking --disable-component-update".split(' '));
        command.args(["--disable-sync", "--enable-logging=stderr", "--window-size=1160,2400"]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.args(more).arg(&page);
        let output = command.output().expect("Chromium");
        assert!(output.status.success(), "{output:?}");
        output
    };
    let told = chromium(&[format!("--log-net-log={}", net.display()), "--dump-dom".to_owned()]);
    chromium(&[format!("--screenshot={}", picture.display())]);
    let net = String::from_utf8(place.read("net.json")).expect("text");
    Shown {
        dom: String::from_utf8(told.stdout).expect("a document"),
        log: String::from_utf8_lossy(&told.stderr).into_owned(),
        requests: addresses(&net),
        picture: place.read("page.png"),
    }
}

/// The addresses that a page asked for: Chromium's own requests have no origin, and what they go
/// through says nothing of any.
fn addresses(log: &str) -> Vec<String> {
    let log: Value = serde_json::from_str(log).expect("a log of the network");
    let events = log["events"].as_array().expect("events").iter();
    let initiator = |event: &&Value| event["params"]["initiator"].as_str().map(str::to_owned);
    let asked = events.filter(|event| initiator(event).is_some_and(|i| i != "not an origin"));
    let urls = asked.filter_map(|event| event["params"]["url"].as_str());
    urls.filter(|url| url.starts_with("http") || url.starts_with("ws")).map(str::to_owned).collect()
}

fn count(dom: &str, mark: &str) -> usize {
    dom.matches(mark).count()
}

impl Shown {
    fn check(&self) {
        assert!(self.requests.is_empty(), "{:?}", self.requests);
        assert!(!self.log.contains(":CONSOLE"), "{}", self.log);
        assert!(!self.dom.contains("<script"), "a page without scripts");
        // A blank page of this size is some 10 KB.
        assert!(self.picture.starts_with(b"\x89PNG") && self.picture.len() > 60_000);
    }
}

#[test]
fn what_a_page_must_not_do_is_seen() {
    let place = Place::new();
    let page = r#"<!doctype html><img src="http://pages.invalid/x.png"><script>console.error("no")
        </script>"#;
    place.write("page.html", page);
    let shown = shown(&place, &place.path("page.html"));
    assert!(shown.requests.iter().all(|url| url == "http://pages.invalid/x.png"));
    assert!(!shown.requests.is_empty() && shown.log.contains(":CONSOLE"), "{}", shown.log);
    assert!(shown.picture.len() < 60_000, "an empty page");
}

#[test]
fn a_plan_is_drawn_way_by_way() {
    let place = Place::new();
    let plan = place.json(&format!("plan {JOB} --html plan.html --json"));
    let ranked = plan["ranked"].as_array().expect("ranked ways");
    let shown = shown(&place, &place.path("plan.html"));
    shown.check();
    let dom = &shown.dom;
    assert_eq!(count(dom, "<g class=\"bar\""), ranked.len());
    assert_eq!(count(dom, "<g class=\"held\""), ranked.len());
    assert_eq!(count(dom, "<circle"), ranked.len());
    assert_eq!(count(dom, "class=\"roof\""), 1);
    assert_eq!(count(dom, "<tr class=\"best\""), 1);
    // Devices are drawn of the first six ways.
    let ranked = &ranked[..ranked.len().min(6)];
    assert_eq!(count(dom, "aria-label=\"Links of "), collectives(ranked), "a drawing a collective");
    // Inputs are cut in every layout: four devices in each drawing of shards.
    let drawings = count(dom, "aria-label=\"Shards of ");
    assert!(drawings >= ranked.len());
    assert_eq!(count(dom, "<rect class=\"device\""), 4 * drawings);
    assert!(dom.contains("All times are estimates. Nothing here was measured."));
}

/// Collectives of all ways; those in loops are drawn once.
fn collectives(ranked: &[Value]) -> usize {
    let rows = ranked.iter().flat_map(|way| way["collectives"].as_array().expect("rows").iter());
    rows.map(|row| usize::try_from(row["count"].as_u64().expect("a count")).expect("few")).sum()
}

#[test]
fn a_program_is_drawn_alone_and_text_is_escaped() {
    let place = Place::new();
    let call = format!("compile {JOB} -o out --html page.html --set model_name=<b>&\"x\"");
    place.works(&call);
    let shown = shown(&place, &place.path("page.html"));
    shown.check();
    assert_eq!(count(&shown.dom, "<g class=\"bar\""), 1);
    assert_eq!(count(&shown.dom, "<circle"), 1);
    assert!(shown.dom.contains("&lt;b&gt;&amp;"), "the model's name as text");
    assert!(!shown.dom.contains("<b>&"), "the model's name as markup");
}

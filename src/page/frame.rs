//! The document around the drawings: head, style, the job's facts, sections, and what the numbers are.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

const STYLE: &str = include_str!("style.css");

/// A whole document.
pub(super) fn document(title: &str, notes: &[String], content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Whatever text comes in, the browser asks nobody for anything.
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                // A page that is asked for an icon asks the network for it.
                link rel="icon" href="data:,";
                title { (title) " - vqbit" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p.badge { "All times are estimates. Nothing here was measured." }
                }
                main { (content) }
                footer {
                    @for note in notes { p { (note) } }
                    p { "vqbit " (env!("CARGO_PKG_VERSION")) }
                }
            }
        }
    };
    page.into_string()
}

/// A part of the page with its heading.
pub(super) fn section(id: &str, heading: &str, content: Markup) -> Markup {
    html! { section id=(id) { h2 { (heading) } (content) } }
}

/// What is planned or compiled, and by what.
pub(super) fn facts(job: &Value, compilers: &[String]) -> Markup {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    let (quantizer, input) = (&job["quantizer"], &job["input"]);
    let inputs = format!("{} x {} tokens of", text(&input["batch"]), text(&input["seq"]));
    let inputs = format!("{inputs} {}", text(&input["dtype"]));
    let entries = match &quantizer["codebook_size"] {
        Value::Null => text(&quantizer["kind"]),
        size @ (Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_)) => {
            let (kind, dim) = (text(&quantizer["kind"]), text(&quantizer["embedding_dim"]));
            format!("{kind} of {} x {dim}", text(size))
        }
    };
    let rows = [
        ("step", text(&job["step"])),
        ("quantizer", entries),
        ("inputs", inputs),
        ("target", text(&job["target"])),
        ("compiler", compilers.join(", ")),
    ];
    html! {
        dl.facts {
            @for (name, value) in &rows { div { dt { (name) } dd { (value) } } }
        }
        details.job {
            summary { "The whole job" }
            pre { (format!("{job:#}")) }
        }
    }
}

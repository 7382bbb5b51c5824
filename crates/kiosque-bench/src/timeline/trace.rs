//! What a page's main thread did, read from Chromium's trace: its tasks, and what each was for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is traced: little, because tracing takes time of its own.
pub const CATEGORIES: [&str; 3] = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "v8",
];

/// The event around everything else that a task does.
const TASK: &str = "RunTask";

/// A task of the main thread; times in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Task {
    /// From the start of the trace.
    pub start: f64,
    /// How long it took.
    pub wall: f64,
    /// How long the thread was given the processor for it; with other work on the machine this is
    /// nearer to what it takes than `wall` is.
    pub cpu: f64,
    /// Parts of `wall` by kind of work.
    pub kinds: BTreeMap<&'static str, f64>,
    /// The names of its longest parts, each with what it took by itself.
    pub longest: Vec<(String, f64)>,
}

impl Task {
    /// Whether it is a slice of the parser's. How long one goes on is the browser's choice: on
    /// telephones Chromium's lets other work through after 50 ms, on others after 500, while it
    /// has enough of the document (`html_document_parser.cc`).
    pub fn is_parsing(&self) -> bool {
        self.kinds
            .get("parse")
            .is_some_and(|parse| *parse >= self.wall * 0.8)
    }
}

/// What is read of an event.
#[derive(Debug, Clone, Deserialize)]
struct Event {
    name: String,
    ph: String,
    pid: i64,
    tid: i64,
    #[serde(default)]
    ts: f64,
    #[serde(default)]
    dur: f64,
    #[serde(default)]
    tdur: f64,
    #[serde(default)]
    args: Value,
}

impl Event {
    fn end(&self) -> f64 {
        self.ts + self.dur
    }
}

/// The tasks of the main thread of the process that shows pages of an origin, in order.
pub fn tasks(trace: Vec<Value>, origin: &str) -> Vec<Task> {
    let events: Vec<Event> = trace
        .into_iter()
        .filter_map(|event| serde_json::from_value(event).ok())
        .collect();
    let Some((pid, tid)) = main_thread(&events, origin) else {
        return Vec::new();
    };
    let begun = events
        .iter()
        .filter(|event| event.ts > 0.0)
        .map(|event| event.ts)
        .fold(f64::INFINITY, f64::min);
    let mut own: Vec<_> = events
        .into_iter()
        .filter(|event| event.pid == pid && event.tid == tid && event.ph == "X")
        .collect();
    // Of two that begin together the longer is around the other.
    own.sort_by(|a, b| a.ts.total_cmp(&b.ts).then(b.dur.total_cmp(&a.dur)));
    let mut tasks = Vec::new();
    let mut rest = own.as_slice();
    while let Some((first, others)) = rest.split_first() {
        if first.name != TASK {
            rest = others;
            continue;
        }
        let inner = others.partition_point(|event| event.ts < first.end());
        let (inside, after) = others.split_at(inner);
        tasks.push(task(first, inside, begun));
        rest = after;
    }
    tasks
}

fn main_thread(events: &[Event], origin: &str) -> Option<(i64, i64)> {
    let shows = |event: &&Event| {
        let url = event.args["data"]["url"].as_str().unwrap_or_default();
        url.starts_with(origin)
    };
    // The last document committed is of the process that shows the page.
    let pid = events
        .iter()
        .filter(|event| event.name == "CommitLoad" || event.name == "FunctionCall")
        .filter(shows)
        .map(|event| event.pid)
        .next_back()?;
    let tid = events
        .iter()
        .find(|event| {
            event.pid == pid
                && event.name == "thread_name"
                && event.args["name"] == "CrRendererMain"
        })
        .map(|event| event.tid)?;
    Some((pid, tid))
}

/// A task from the events inside it, which are in order.
fn task(whole: &Event, inside: &[Event], begun: f64) -> Task {
    let mut own_times: Vec<f64> = Vec::with_capacity(inside.len());
    let mut open: Vec<usize> = Vec::new();
    let mut rest = whole.dur;
    for (index, event) in inside.iter().enumerate() {
        while let Some(&outer) = open.last()
            && inside
                .get(outer)
                .is_some_and(|outer| outer.end() <= event.ts)
        {
            open.pop();
        }
        match open.last().and_then(|&outer| own_times.get_mut(outer)) {
            Some(outer) => *outer -= event.dur,
            None => rest -= event.dur,
        }
        own_times.push(event.dur);
        open.push(index);
    }
    let mut kinds = BTreeMap::<_, f64>::new();
    let mut names = BTreeMap::<&str, f64>::new();
    kinds.insert("other", rest / 1000.0);
    let mut around: Vec<(f64, &'static str)> = Vec::new();
    for (event, own) in inside.iter().zip(own_times) {
        while around.last().is_some_and(|(end, _)| *end <= event.ts) {
            around.pop();
        }
        // What has no kind of its own is of the kind around it.
        let outer = around.last().map_or("other", |(_, kind)| kind);
        let kind = kind_of(&event.name).unwrap_or(outer);
        around.push((event.end(), kind));
        *kinds.entry(kind).or_default() += own / 1000.0;
        *names.entry(&event.name).or_default() += own / 1000.0;
    }
    let mut longest: Vec<_> = names
        .into_iter()
        .filter(|(_, own)| *own >= 1.0)
        .map(|(name, own)| (name.to_owned(), own))
        .collect();
    longest.sort_by(|a, b| b.1.total_cmp(&a.1));
    longest.truncate(6);
    Task {
        start: (whole.ts - begun) / 1000.0,
        wall: whole.dur / 1000.0,
        cpu: whole.tdur / 1000.0,
        kinds,
        longest,
    }
}

/// What kind of work an event is.
fn kind_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "ParseHTML" => "parse",
        "UpdateLayoutTree"
        | "RecalcStyle"
        | "Document::recalcStyle"
        | "ParseAuthorStyleSheet"
        | "Document::updateStyle"
        | "StyleEngine::RecalcStyle" => "style",
        "Layout"
        | "LocalFrameView::layout"
        | "IntersectionObserverController::computeIntersections" => "layout",
        "PrePaint" | "Paint" | "Layerize" | "UpdateLayer" | "UpdateLayerTree" | "Commit"
        | "CompositeLayers" | "RasterTask" | "HitTest" => "paint",
        "EvaluateScript"
        | "FunctionCall"
        | "TimerFire"
        | "FireAnimationFrame"
        | "FireIdleCallback"
        | "EventDispatch"
        | "RunMicrotasks"
        | "XHRReadyStateChange"
        | "XHRLoad"
        | "v8.run"
        | "V8.Execute" => "script",
        _ if name.starts_with("v8.wasm") || name.starts_with("wasm.") => "wasm start",
        "v8.compile" | "v8.compileModule" | "V8.CompileCode" => "compile",
        "MinorGC" | "MajorGC" | "BlinkGC.AtomicPhase" => "collection",
        _ if name.starts_with("V8.GC") => "collection",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(name: &str, ts: u32, dur: u32) -> Value {
        json!({ "name": name, "ph": "X", "pid": 7, "tid": 1, "ts": ts, "dur": dur, "tdur": dur / 2,
            "args": {} })
    }

    fn trace() -> Vec<Value> {
        let mut commit = event("CommitLoad", 1_500, 0);
        commit["args"] = json!({ "data": { "url": "http://127.0.0.1:9/a/" } });
        vec![
            json!({ "name": "thread_name", "ph": "M", "pid": 7, "tid": 1, "ts": 0,
                "args": { "name": "CrRendererMain" } }),
            commit,
            event("RunTask", 1_000, 100_000),
            event("FunctionCall", 2_000, 80_000),
            event("Layout", 10_000, 30_000),
            event("UpdateCounters", 12_000, 5_000),
            event("UpdateLayoutTree", 50_000, 10_000),
            event("RunTask", 200_000, 4_000),
            json!({ "name": "RunTask", "ph": "X", "pid": 8, "tid": 1, "ts": 1, "dur": 900_000 }),
        ]
    }

    #[test]
    fn a_task_is_told_by_what_it_was_for() {
        let tasks = tasks(trace(), "http://127.0.0.1:9");
        assert_eq!(tasks.len(), 2, "{tasks:?}");
        assert_eq!((tasks[0].wall, tasks[0].cpu), (100.0, 50.0));
        let kinds = &tasks[0].kinds;
        assert_eq!(
            [
                kinds["script"],
                kinds["layout"],
                kinds["style"],
                kinds["other"]
            ],
            [40.0, 30.0, 10.0, 20.0]
        );
        assert_eq!(tasks[0].longest[0], ("FunctionCall".to_owned(), 40.0));
        assert_eq!(tasks[1].wall, 4.0);
    }

    #[test]
    fn a_trace_of_another_page_has_no_task() {
        assert_eq!(tasks(trace(), "http://127.0.0.1:8"), []);
    }
}

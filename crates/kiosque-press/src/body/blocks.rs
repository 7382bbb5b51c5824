//! Directives as blocks.

use jiff::Timestamp;
use kiosque_catalogue::editor::Problem;
use kiosque_model::{Block, Figure, TimelineBlock};

use super::Archive;
use crate::desk::Desk;
use crate::diagnostic::nearest;
use crate::directives::{Directive, DirectiveKind};
use crate::permalink::slug_of;
use crate::posts;
use crate::timelines::ReadTimeline;

/// Keeps the fragments of the timelines' sections, so that no heading takes them first.
pub(super) fn reserve_sections(desk: &Desk<'_>, archive: &Archive<'_>, directives: &[Directive]) {
    for directive in directives {
        if directive.kind == Some(DirectiveKind::Timeline)
            && let Some(name) = directive.attribute("src")
            && let Some(Some(read)) = archive.timelines.get(name.value.as_str())
        {
            for section in &read.timeline.sections {
                desk.anchors.reserve(&section.id);
            }
        }
    }
}

/// The block of a directive; none where it is wrong, which is noted.
pub(super) fn of_directive(
    desk: &Desk<'_>,
    archive: &Archive<'_>,
    directive: &Directive,
) -> Option<Block> {
    match directive.kind? {
        DirectiveKind::Figure => figure(desk, directive),
        DirectiveKind::PullQuote => Some(Block::PullQuote {
            html: words(desk, directive)?,
            cite: directive
                .attribute("cite")
                .map(|cite| desk.plain(&cite.value))
                .filter(|cite| !cite.is_empty()),
        }),
        DirectiveKind::Explainer => {
            let title = directive.required("title", desk.source, desk.findings);
            let title = title.map(|title| desk.plain(&title.value));
            let anchor = title
                .as_ref()
                .map(|title| desk.anchors.claim(&slug_of(title)));
            let html = words(desk, directive)?;
            Some(Block::Explainer {
                title: title?,
                anchor: anchor?,
                html,
            })
        }
        DirectiveKind::Correction => {
            let date = directive.required("date", desk.source, desk.findings);
            let instant = date.and_then(|date| {
                let parsed: Option<Timestamp> = date.value.parse().ok();
                if parsed.is_none() {
                    let problem = Problem::DateWithoutZone {
                        field: "date".to_owned(),
                    };
                    desk.findings.at(desk.source, date.at.clone(), problem);
                }
                parsed
            });
            let html = words(desk, directive)?;
            Some(Block::Correction {
                date: desk.settings.wording.moment(instant?),
                html,
            })
        }
        DirectiveKind::Timeline => timeline(desk, archive, directive),
    }
}

/// The Markdown of a directive that needs some.
fn words(desk: &Desk<'_>, directive: &Directive) -> Option<String> {
    let html = desk.markdown(directive.inner.clone());
    let html = html.trim();
    if html.is_empty() {
        let name = directive.name.value.clone();
        let at = directive.name.at.clone();
        desk.findings
            .at(desk.source, at, Problem::EmptyDirective { name });
        return None;
    }
    Some(html.to_owned())
}

fn figure(desk: &Desk<'_>, directive: &Directive) -> Option<Block> {
    let src = directive.required("src", desk.source, desk.findings)?;
    let alt = directive.attribute("alt").map(|alt| alt.value.as_str());
    let alt = desk.alt(alt, &src.value, src.at.clone());
    let text = desk
        .source
        .text
        .get(directive.inner.clone())
        .unwrap_or_default();
    let caption = desk.caption(text, &directive.inner);
    let credit = directive
        .attribute("credit")
        .map(|credit| desk.plain(&credit.value))
        .filter(|credit| !credit.is_empty());
    let picture = desk.picture(&src.value, src.at.clone())?.picture(alt);
    Some(Block::Figure(Figure {
        picture,
        caption,
        credit,
    }))
}

fn timeline(desk: &Desk<'_>, archive: &Archive<'_>, directive: &Directive) -> Option<Block> {
    let name = directive.required("src", desk.source, desk.findings)?;
    let Some(read) = archive.timelines.get(name.value.as_str()) else {
        let suggestion = nearest(&name.value, archive.timelines.keys().copied());
        let problem = Problem::UnknownTimeline {
            name: name.value.clone(),
            suggestion,
        };
        desk.findings.at(desk.source, name.at.clone(), problem);
        return None;
    };
    let ReadTimeline {
        mut timeline,
        wording,
    } = read.clone()?;
    if let Some(chosen) = directive.attribute("sections") {
        let ids: Vec<_> = chosen
            .value
            .split(',')
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .collect();
        for id in &ids {
            if timeline.sections.iter().all(|section| section.id != *id) {
                let known = timeline.sections.iter().map(|section| section.id.as_str());
                let problem = Problem::UnknownTimelineSection {
                    section: (*id).to_owned(),
                    timeline: name.value.clone(),
                    suggestion: nearest(id, known),
                };
                desk.findings.at(desk.source, chosen.at.clone(), problem);
            }
        }
        if !ids.is_empty() {
            timeline
                .sections
                .retain(|section| ids.contains(&section.id.as_str()));
        }
    }
    let anchor = desk.anchors.claim(&slug_of(&name.value));
    let mut shown = Vec::new();
    for entry in timeline
        .sections
        .iter()
        .flat_map(|section| &section.entries)
    {
        let Some(archived) = archive.posts.get(&entry.post_id) else {
            continue;
        };
        let anchor = desk
            .anchors
            .claim(&format!("message-{}", slug_of(&archived.post.id)));
        let post = posts::on_page(archived, &wording, anchor, desk.shelf, desk.findings);
        desk.count(&post.post.text);
        if let Some(note) = &entry.note {
            desk.count(note);
        }
        shown.push(post);
    }
    Some(Block::Timeline(TimelineBlock::new(timeline, anchor, shown)))
}

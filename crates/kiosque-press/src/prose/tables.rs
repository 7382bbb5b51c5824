//! Tables, aligned without inline styles: a strict content security policy forbids those.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// Where in a table the events are.
#[derive(Default)]
pub(super) struct Tables {
    alignments: Vec<Alignment>,
    head: bool,
    column: usize,
}

impl Tables {
    /// The HTML of an event that makes up a table.
    pub(super) fn html(&mut self, event: &Event<'_>) -> Option<String> {
        Some(match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                "<table>".to_owned()
            }
            Event::Start(Tag::TableHead) => {
                (self.head, self.column) = (true, 0);
                "<thead><tr>".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::Start(Tag::TableCell) => {
                let align = match self.alignments.get(self.column) {
                    Some(Alignment::Left) => " align=\"left\"",
                    Some(Alignment::Center) => " align=\"center\"",
                    Some(Alignment::Right) => " align=\"right\"",
                    _ => "",
                };
                self.column += 1;
                format!("<{}{align}>", self.cell())
            }
            Event::End(TagEnd::TableCell) => format!("</{}>", self.cell()),
            Event::End(TagEnd::TableRow) => "</tr>\n".to_owned(),
            Event::End(TagEnd::TableHead) => {
                self.head = false;
                "</tr></thead><tbody>\n".to_owned()
            }
            Event::End(TagEnd::Table) => "</tbody></table>\n".to_owned(),
            _ => return None,
        })
    }

    const fn cell(&self) -> &'static str {
        if self.head { "th" } else { "td" }
    }
}

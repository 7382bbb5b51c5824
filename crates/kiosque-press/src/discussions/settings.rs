//! What `site.toml` says of comments.

use std::ops::Range;

use kiosque_catalogue::editor::Problem;
use kiosque_model::discussion::{CommentDriver, CommentService};

use crate::fields::Fields;
use crate::hosting::Security;
use crate::services::{self, Asking};

const DRIVERS: [&str; 2] = ["isso", "wordpress"];

/// The `[comments]` table of `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscussionSettings {
    /// Who keeps the comments, and where browsers ask.
    pub service: CommentService,
    /// Where the press asks while it prints; none where nobody said, and browsers ask at a path of
    /// the site's own: the site is not there yet.
    pub ask: Option<String>,
    /// Where the table is announced in `site.toml`.
    pub at: Range<usize>,
}

/// Reads the `[comments]` table of `site.toml`. What is wrong is noted.
pub(crate) fn read(fields: &mut Fields<'_>) -> Option<DiscussionSettings> {
    let mut table = fields.table("comments")?;
    let drivers = [CommentDriver::Isso, CommentDriver::WordPress];
    let driver = services::read_driver(&mut table, &DRIVERS, &drivers);
    let url = table.required_text("url").and_then(|written| {
        let (text, at) = (written.value.clone(), written.at.clone());
        let url = services::read_address(&table, written, Asking::Browsers)?;
        // Isso's lists stand at `/` of its address, where the site has its front page.
        if url.is_empty() && driver == Some(CommentDriver::Isso) {
            let problem = Problem::ServiceAddress {
                written: text,
                path: true,
                suggestion: Some("/isso".to_owned()),
            };
            table.problem(at, problem);
            return None;
        }
        Some(url)
    });
    let ask = table.text("ask");
    let named = ask.is_some();
    let ask = ask.and_then(|written| services::read_address(&table, written, Asking::Press));
    let name_required = table.switch("name_required").unwrap_or(true);
    let email_required = table.switch("email_required").unwrap_or(true);
    let at = table.at();
    table.finish();
    let url = url?;
    Some(DiscussionSettings {
        ask: if named {
            ask
        } else {
            services::origin(&url).map(|_| url.clone())
        },
        service: CommentService {
            driver: driver?,
            url,
            name_required,
            email_required,
        },
        at,
    })
}

impl DiscussionSettings {
    /// Whether WordPress keeps the comments.
    pub fn is_wordpress(&self) -> bool {
        self.service.driver == CommentDriver::WordPress
    }

    /// Lets the app ask the service. WordPress takes a form too, from who has no script.
    pub(crate) fn allow(&self, security: &mut Security) {
        let Some(origin) = services::origin(&self.service.url) else {
            return;
        };
        if self.is_wordpress() {
            security.forms.push(origin.clone());
        }
        security.connect.push(origin);
    }
}

//! The newsletter: what `site.toml` says of it.

use kiosque_catalogue::editor::Problem;
use kiosque_model::{Language, Newsletter, NewsletterService};

use crate::fields::Fields;
use crate::hosting::Security;
use crate::permalink::Permalink;
use crate::services::{self, Asking};
use crate::source::Located;
use crate::typography;

/// The `[newsletter]` table of `site.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsletterSettings {
    /// Who sends it.
    pub service: NewsletterService,
    /// What subscribers get and how often.
    pub promise: Option<String>,
}

/// The programs and services that can be subscribed with.
#[derive(Debug, Clone, Copy)]
enum Driver {
    Ghost,
    Listmonk,
    Form,
}

const DRIVERS: [&str; 3] = ["ghost", "listmonk", "form"];

/// Reads the `[newsletter]` table of `site.toml`. What is wrong is noted.
pub(crate) fn read(fields: &mut Fields<'_>, language: Language) -> Option<NewsletterSettings> {
    let mut table = fields.table("newsletter")?;
    let drivers = [Driver::Ghost, Driver::Listmonk, Driver::Form];
    // Which settings belong to a driver that nobody knows, nobody knows either.
    let driver = services::read_driver(&mut table, &DRIVERS, &drivers)?;
    let service = match driver {
        Driver::Ghost => {
            let url = read_url(&mut table);
            let newsletters = table.texts("newsletters");
            url.map(|url| NewsletterService::Ghost {
                url,
                newsletters: newsletters.into_iter().map(|name| name.value).collect(),
            })
        }
        Driver::Listmonk => {
            let (url, lists) = (read_url(&mut table), read_lists(&mut table));
            url.zip(lists)
                .map(|(url, lists)| NewsletterService::Listmonk { url, lists })
        }
        Driver::Form => {
            let action = table.required_text("action");
            let action = action.and_then(|written| services::read_action(&table, written));
            let field = table.required_text("field");
            let hidden = table.table("hidden").map(Fields::all_texts);
            action
                .zip(field)
                .map(|(action, field)| NewsletterService::Form {
                    action,
                    field: field.value.trim().to_owned(),
                    hidden: hidden.unwrap_or_default(),
                })
        }
    };
    let promise = table
        .text("promise")
        .map(|promise| typography::plain(language, &promise.value))
        .filter(|promise| !promise.is_empty());
    table.finish();
    let service = service?;
    Some(NewsletterSettings { service, promise })
}

fn read_url(table: &mut Fields<'_>) -> Option<String> {
    let written = table.required_text("url")?;
    services::read_address(table, written, Asking::Browsers)
}

/// At least one list, each by its UUID in lower case.
fn read_lists(table: &mut Fields<'_>) -> Option<Vec<String>> {
    let set = table.has("lists");
    let written = table.texts("lists");
    if written.is_empty() {
        let field = "lists".to_owned();
        let problem = if set {
            Problem::EmptyField { field }
        } else {
            Problem::MissingField { field }
        };
        table.problem(table.at(), problem);
        return None;
    }
    let uuid = |Located { value: written, at }: Located<String>| {
        if is_uuid(&written) {
            return Some(written.to_ascii_lowercase());
        }
        table.problem(at, Problem::ListUuid { written });
        None
    };
    written.into_iter().map(uuid).collect()
}

/// RFC 9562, section 4: digits in groups of 8, 4, 4, 4 and 12.
fn is_uuid(written: &str) -> bool {
    let groups: Vec<&str> = written.split('-').collect();
    let hexadecimal = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(hexadecimal)
}

impl NewsletterSettings {
    /// What a page needs to offer it.
    pub fn offered(&self, page: &Permalink) -> Newsletter {
        Newsletter {
            service: self.service.clone(),
            promise: self.promise.clone(),
            page: page.url(),
        }
    }

    /// Lets the app ask its service, or the form be sent there.
    pub(crate) fn allow(&self, security: &mut Security) {
        match &self.service {
            NewsletterService::Ghost { url, .. } | NewsletterService::Listmonk { url, .. } => {
                security.connect.extend(services::origin(url));
            }
            NewsletterService::Form { action, .. } => {
                security.forms.extend(services::origin(action));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_by_their_uuid() {
        assert!(is_uuid("1f2e3d4c-5b6a-4789-8abc-0123456789AB"));
        for wrong in [
            "",
            "1",
            "1f2e3d4c5b6a47898abc0123456789ab",
            "1f2e3d4c-5b6a-4789-8abc-0123456789ag",
            "{1f2e3d4c-5b6a-4789-8abc-0123456789ab}",
        ] {
            assert!(!is_uuid(wrong), "{wrong}");
        }
    }
}

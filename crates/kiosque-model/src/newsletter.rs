//! The newsletter, and the service that sends it.

use serde::{Deserialize, Serialize};

/// What a page needs to offer the newsletter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newsletter {
    /// Its service.
    pub service: NewsletterService,
    /// What subscribers get and how often, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<String>,
    /// Permalink of the newsletter's own page.
    pub page: String,
}

/// The services that a reader can subscribe with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NewsletterService {
    /// Ghost 5 and 6, by its members' API.
    Ghost {
        /// The address of Ghost's front page, without a slash at the end.
        url: String,
        /// Names of the newsletters to subscribe to; Ghost's own choice where there is none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        newsletters: Vec<String>,
    },
    /// listmonk, by its public API.
    Listmonk {
        /// The address of listmonk, without a slash at the end.
        url: String,
        /// UUIDs of the lists to subscribe to, at least one.
        lists: Vec<String>,
    },
    /// Any service that takes a plain HTML form.
    Form {
        /// Where the form is sent.
        action: String,
        /// The name of its e-mail field.
        field: String,
        /// Other fields it must carry: name and value.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hidden: Vec<(String, String)>,
    },
}

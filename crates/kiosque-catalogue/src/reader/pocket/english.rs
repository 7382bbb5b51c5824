//! The pocket edition in English.

use kiosque_model::Language;

use super::{KeepFault, PocketWords};

pub(in crate::reader) static WORDS: PocketWords = PocketWords {
    shelf_title: "My reading list",
    shelf_description: "Articles kept for later, and those that can be read on this device without a network.",
    shelf_intro: "What this device keeps of the newspaper, to be read without a network. The list does not leave it.",
    shelf_without_script: "This list needs JavaScript: the browser keeps the articles, and it alone knows which.",
    offline_title: "This page is not on the device",
    offline_description: "The page shown when the network does not answer.",
    offline_text: "The network does not answer, and the page asked for was not kept. It comes back with the network; until then, this can be read.",
    sorry: "The network does not answer, and the page asked for was not kept on this device.",
    saved: "For later",
    saved_none: "At the end of an article, press “Read later”: it will be here with its photos, even without a network.",
    readable: "Readable now",
    readable_none: "Nothing is kept yet. What you read will be, by itself, and so will the latest articles.",
    looking: "Looking for what is kept…",
    kept: |files, size| {
        let noun = if files == 1 { "file" } else { "files" };
        let files = super::super::grouped(Language::En, u64::from(files));
        format!("In all, {size} on this device ({files} {noun}).")
    },
    copy_of: |moment| format!("Copy of {moment}"),
    remove: "Remove",
    remove_article: |title| format!("Remove “{title}”"),
    removed: |title| format!("“{title}” is no longer kept for later."),
    unable: "This browser cannot keep articles, or cannot do so here: an address without encryption, a private window. The newspaper reads as usual, with the network.",
    refused: "The browser refuses to keep anything here: a private window or a setting prevents it. The newspaper reads as usual, with the network.",
    link_saved: |title| format!("“{title}” is kept for later."),
    read_later: "Read later",
    saving: "Putting it by…",
    article_saved: "Kept on this device, photos included",
    article_removed: "No longer kept",
    not_saved: |fault| match fault {
        KeepFault::Full => "The device has no room left for this article.",
        KeepFault::Network => {
            "The network did not give all of it. Try again when it answers better."
        }
        KeepFault::Gone => "This article is no longer online.",
        KeepFault::Refused => "The browser lets nothing be kept here.",
    },
    notices: "Notices",
    offline: "Offline. What is kept on this device can still be read.",
    offline_alone: "Offline. Pages wait for the network.",
    online: "Online again",
    stored_copy: |moment| format!("Copy of {moment}"),
    stored_copy_undated: "Copy kept on this device",
    new_version: "A new version of the newspaper is ready.",
    new_version_later: "A new version of the newspaper is ready. It waits until your message is finished.",
    update: "Update",
    install_title: "The newspaper in your pocket",
    install_text: "Installed, it opens at a tap and reads without a network. It takes hardly any room.",
    install: "Install",
    install_no: "No thanks",
    install_by_sharing: "Tap Share, then “Add to Home Screen”.",
    install_by_menu: "Open the browser’s menu, then “Add to Home screen”.",
};

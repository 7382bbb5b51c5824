use super::ArchiveWords;

fn count(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {several}")
    }
}

pub(super) static WORDS: ArchiveWords = ArchiveWords {
    kept: "archived",
    refreshed: "refreshed",
    already: "archived already",
    unchanged: "nothing new",
    would_keep: "would be archived",
    would_refresh: "would be refreshed",
    media: |kept, all| {
        if kept == all {
            count(all, "file", "files")
        } else {
            format!("{kept} of {}", count(all, "file", "files"))
        }
    },
    dry_run: "This was a trial: nothing was written.",
    summary: |kept, refreshed, already, refused| {
        let mut parts = vec![count(kept, "post archived", "posts archived")];
        if refreshed > 0 {
            parts.push(format!("{refreshed} refreshed"));
        }
        if already > 0 {
            parts.push(format!("{already} there already"));
        }
        if refused > 0 {
            parts.push(format!("{refused} refused"));
        }
        parts.join(", ")
    },
    choose: |name, posts| {
        format!(
            "{name} holds {posts} posts. Choose with --id, with --from and --until, or take all of \
             them with --all:"
        )
    },
    more: |more| format!("… and {more} more"),
    none_found: |ids| match ids {
        [] => "no post of these days in what was given".into(),
        [id] => format!("post {id} is not in what was given"),
        ids => format!("posts {} are not in what was given", ids.join(", ")),
    },
    none_found_mend: "Check the id or the dates; without a choice, the command gives the list.",
    no_moment: |written| {
        format!("“{written}” is neither a day nor an hour. Write 2014-11-28, or 2014-11-28T09:00.")
    },
    withdrawn: |id| format!("the newsroom withdrew post {id}: it is not taken back"),
    withdrawn_mend: "Its trace is in posts/withdrawals.log. Remove that line only if the decision is cancelled.",
    other_network: |id, file| {
        format!("the id {id} is that of another network’s post already, in {file}")
    },
    other_network_mend: "Keep one of the two.",
    other_post: |id, file| {
        format!("the id {id} is that of another author’s or server’s post already, in {file}")
    },
    other_post_mend: "Keep one of the two.",
    unreadable: |id, file| format!("post {id} may be in {file}, which cannot be read"),
    unreadable_mend: "Mend that file (kiosque check says where) or take it from a backup; then run this again. Nothing was written over it.",
    copy: |id| {
        format!(
            "post {id} is given several times; this copy is left aside: another says as much or more"
        )
    },
    one_url: "--url is the address of one post: give one file with it.",
    busy: |folder| {
        format!(
            "Another kiosque archive is writing into {folder} right now. Wait until it ends, or stop \
             it, then run this again."
        )
    },
    poorer: |id| format!("what was given of post {id} says less than what is archived"),
    poorer_mend: "The archived post stays as it is. Give a more complete document.",
    gone_mend: |file, id| {
        format!(
            "What is archived stays as it is. To tell readers, write \"state\": \
             \"deleted_upstream\" in {file}; to take it down: kiosque archive withdraw {id} \
             --reason \"…\""
        )
    },
    mastodon_media_mend: "If this host is the server’s own for media, add it to site.toml, [archive] media, then run --refresh.",
    asking: "Networks",
    keeping: "Media",
    verifying: "Verifying",
    timeline_added: |posts, file| format!("{file}: {}", count(posts, "post added", "posts added")),
    timeline_made: |file| format!("{file} was made"),
    timeline_line: |name, article| {
        let place = article.map_or_else(|| "an article".to_owned(), str::to_owned);
        format!(
            "No article shows this timeline yet. Add to {place}:\n\n::: timeline src=\"{name}\"\n:::"
        )
    },
    timeline_unreadable: |file, reason| {
        format!(
            "{file} cannot be read: {reason}. Mend it (kiosque check), then run this again: the \
             posts are archived, only the timeline is missing."
        )
    },
    timeline_name: |name| {
        format!(
            "“{name}” cannot name a timeline. Write lower-case letters, digits and hyphens: \
             french-tech-visit."
        )
    },
    sound: |posts, files| {
        format!(
            "{} and {} verified, nothing damaged",
            count(posts, "post", "posts"),
            count(files, "file", "files")
        )
    },
    no_such_post: |id, near| {
        let mut sentence = format!("No archived post has the id {id}.");
        if let Some(near) = near {
            sentence.push_str(&format!(" Did you mean {near}?"));
        }
        sentence
    },
    not_withdrawn: |id, files| {
        let are = if files.len() < 2 { "is" } else { "are" };
        format!(
            "Post {id} is not withdrawn: {} {are} not read, and may show it or what it shows. Mend \
             what is told above, then run this again.",
            files.join(", ")
        )
    },
    no_reason: "Readers are told why a post is withdrawn: write --reason \"At its author’s request.\"",
    no_day: |written| format!("“{written}” is not a day. Write 2014-11-28."),
    withdrew: |id, file| format!("post {id} withdrawn: {file} keeps its hour and its anchor"),
    deleted: |files| count(files, "file deleted", "files deleted"),
    stays: |file, user| format!("{file} stays: {user} shows it too"),
    quoted_in: |file| format!("{file} quoted it; the quote is taken out"),
    look_at: |file| format!("read {file} again: the newsroom may have repeated its words there"),
    copies: "Print and publish the site for the withdrawal to take effect. Git’s history, backups and the host’s caches may still have a copy.",
    empty: "The archive has no post.",
    total: |posts, files, bytes| {
        format!(
            "{}, {}, {}",
            count(posts, "post", "posts"),
            count(files, "file", "files"),
            size(bytes)
        )
    },
    states: [
        "on the network",
        "deleted from the network",
        "account protected",
        "account suspended",
        "withheld by the network",
        "withdrawn",
    ],
    archived_on: |day| format!("archived on {day}"),
    size,
    standard_input: "standard input",
    licence: "Quotation of a public post",
};

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

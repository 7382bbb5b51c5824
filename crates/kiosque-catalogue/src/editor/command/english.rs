use super::{BrowserWords, CommandWords};

fn count(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {several}")
    }
}

pub(super) static WORDS: CommandWords = CommandWords {
    error: "error",
    warning: "warning",
    note: "note",
    mend: "mend",
    published: |pages, media, folder| {
        format!(
            "{} and {} in {folder}",
            count(pages, "page", "pages"),
            count(media, "media file", "media files")
        )
    },
    work: |made, kept, removed, milliseconds| {
        format!(
            "{} printed, {kept} kept, {removed} removed in {}",
            count(made, "file", "files"),
            duration(milliseconds)
        )
    },
    sound: |files| format!("{}, nothing to mend", count(files, "file", "files")),
    outside_sound: |links| {
        if links == 1 {
            "1 outside link answers".into()
        } else {
            format!("{links} outside links answer")
        }
    },
    found: |errors, warnings| {
        format!(
            "{}, {}",
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings")
        )
    },
    nothing_written: "Nothing was published: mend the errors above, then build again.",
    unreachable: |path, reason| format!("{path}: {reason}"),
    disk_full: |path| {
        format!(
            "{path}: there is no room left on the disk. The edition before is untouched. Make \
             room, then build again."
        )
    },
    busy: |folder| {
        format!(
            "Another build is writing into {folder} right now. Wait until it ends, or stop it, \
             then build again."
        )
    },
    clash: |path, other| {
        format!(
            "Two files of the site want the same place: {path} and {other}. Nothing was \
             published. Change one of the two permalinks."
        )
    },
    misplaced: |path| {
        format!(
            "The site would have a file {path:?}, which cannot be. Nothing was published. Change \
             that permalink."
        )
    },
    no_staging_folder: "TRUNK_STAGING_DIR is not set: --under-trunk only makes sense when Trunk \
                        runs it. Elsewhere, give --out.",
    no_output_folder: "Give the output folder with --out.",
    no_app: "There is no app to put into the site: give with `--app` the folder where `trunk build --release` left it (`target/bundle`). The published `kiosque` command carries its own.",
    unfit_app: |fault| {
        format!(
            "The folder given with `--app` is not that of an app built by `trunk build --release`: {fault}."
        )
    },
    output_in_content: "The output folder cannot be the content folder, nor lie inside it.",
    printing: "Printing",
    asking: "Outside links",
    asking_comments: "Comments",
    comments_variable: |value| {
        format!(
            "KIOSQUE_COMMENTS cannot be “{value}”: write “closed”, or the http or https address of \
             the service."
        )
    },
    not_empty: |folder| {
        format!("{folder} is not empty. Give an empty folder, or a name that is not there yet.")
    },
    no_name: "The newspaper’s name has neither letter nor digit. Write for example --name \"The Beacon\".",
    ready: |folder| {
        format!(
            "The newsroom is ready in {folder}.\n\n\
             To see it:\n\n    cd {folder}\n    kiosque serve --open\n\n\
             Then open content/articles/welcome.md in a text editor: the page follows what you \
             write. README.md says the rest."
        )
    },
    newspaper: "My Newspaper",
    serving: |address| format!("The site is at {address} (drafts included). Ctrl-C to stop."),
    port_taken: |address, port| {
        format!(
            "Port {port} of {address} is taken, perhaps by another kiosque serve. Choose another \
             one with --port."
        )
    },
    no_address: |address, reason| {
        format!("Nothing can be served at {address}: {reason}. Change --address or --port.")
    },
    not_watched: |reason| format!("The content folder cannot be watched: {reason}"),
    unchanged: "Nothing changed in the site.",
    last_good_site: "The last good site stays.",
    browser: BrowserWords {
        refused: "This content cannot be published",
        last_good: "The page is the one from before. Mend the file: it will follow by itself.",
        nothing_yet: "Mend the file: the page will come by itself.",
        close: "Close",
        nothing_here: "There is nothing at this address.",
    },
};

fn duration(milliseconds: u128) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds} ms")
    } else {
        format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}

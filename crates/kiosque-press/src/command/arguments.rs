//! The command line. Its words are the catalogue's, in the language of the environment.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, Command, CommandFactory, Parser, Subcommand};
use kiosque_catalogue::editor::{HelpWords, help_words};
use kiosque_model::Language;

#[derive(Debug, Parser)]
#[command(name = "kiosque", version)]
pub struct Arguments {
    #[command(subcommand)]
    pub task: Task,
}

#[derive(Debug, Subcommand)]
pub enum Task {
    Archive(Box<super::archive::Task>),
    Build(Build),
    Check(Check),
    New(New),
    Serve(Serve),
}

#[derive(Debug, Args)]
pub struct ContentFolder {
    #[arg(
        long,
        env = "KIOSQUE_CONTENT",
        default_value = "content",
        value_name = "DIR"
    )]
    pub content: PathBuf,
}

#[derive(Debug, Args)]
pub struct CacheChoice {
    #[arg(long, env = "KIOSQUE_CACHE", value_name = "DIR")]
    pub cache: Option<PathBuf>,
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
}

#[derive(Debug, Args)]
pub struct AppFolder {
    #[arg(long, env = "KIOSQUE_APP", value_name = "DIR")]
    pub app: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long, value_name = "DIR", required_unless_present = "under_trunk")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub drafts: bool,
    #[command(flatten)]
    pub app: AppFolder,
    #[arg(long)]
    pub no_compress: bool,
    #[arg(long)]
    pub offline: bool,
    #[command(flatten)]
    pub cache: CacheChoice,
    #[arg(long)]
    pub json: bool,
    #[arg(long, conflicts_with = "out")]
    pub under_trunk: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long)]
    pub external: bool,
    #[command(flatten)]
    pub cache: CacheChoice,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[arg(long, value_parser = ["fr", "en"], value_name = "fr|en")]
    pub language: Option<String>,
    #[arg(long, value_name = "…")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long, default_value_t = 4173, value_name = "N")]
    pub port: u16,
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "IP")]
    pub address: IpAddr,
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub app: AppFolder,
    #[command(flatten)]
    pub cache: CacheChoice,
}

/// The command line in a language.
pub fn command(language: Language) -> Command {
    let words = help_words(language);
    let mut command = worded(Arguments::command(), "kiosque", words)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading(words.commands)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.entry("version").unwrap_or_default())
                .help_heading(words.options),
        );
    let names: Vec<String> = command
        .get_subcommands()
        .map(|task| task.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |task| {
            let below: Vec<String> = task
                .get_subcommands()
                .map(|task| task.get_name().to_owned())
                .collect();
            let heading = words.commands;
            let task = worded(task, &name, words)
                .disable_help_subcommand(true)
                .subcommand_help_heading(heading);
            below.iter().fold(task, |task, below| {
                task.mut_subcommand(below, |task| {
                    worded(task, &format!("{name} {below}"), words)
                })
            })
        });
    }
    command
}

/// What the exit codes of a command mean.
fn exit_codes(name: &str, words: &'static HelpWords) -> &'static str {
    let task = name.split(' ').next().unwrap_or_default();
    words
        .entry(&format!("{task}.exit_codes"))
        .unwrap_or(words.exit_codes)
}

fn worded(command: Command, name: &str, words: &'static HelpWords) -> Command {
    let command = command
        .about(words.entry(name).unwrap_or_default())
        .after_help(exit_codes(name, words))
        .help_template(format!(
            "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            words.usage
        ))
        .disable_help_flag(true)
        .mut_args(|arg| {
            let id = arg.get_id().as_str().to_owned();
            let help = words
                .entry(&format!("{name}.{id}"))
                .or_else(|| words.entry(&id));
            let heading = if arg.is_positional() {
                words.arguments
            } else {
                words.options
            };
            let arg = arg.help(help.unwrap_or_default()).help_heading(heading);
            if arg.get_action().takes_values() {
                // The words say what they are, in the reader's language.
                arg.hide_env(true)
                    .hide_default_value(true)
                    .hide_possible_values(true)
            } else {
                arg
            }
        });
    command.arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(words.entry("help").unwrap_or_default())
            .help_heading(words.options),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_its_words_in_both_languages() {
        for language in [Language::Fr, Language::En] {
            let command = command(language);
            command.clone().debug_assert();
            let below = command.get_subcommands().flat_map(Command::get_subcommands);
            for task in command.get_subcommands().chain(below) {
                assert!(
                    task.get_about()
                        .is_some_and(|about| !about.to_string().is_empty())
                );
                for argument in task.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string);
                    assert!(
                        help.is_some_and(|help| !help.is_empty()),
                        "{} {}",
                        task.get_name(),
                        argument.get_id()
                    );
                }
            }
        }
    }

    #[test]
    fn help_speaks_the_readers_language_alone() {
        let mut french = command(Language::Fr);
        let help = french.render_help().to_string();
        for word in ["Utilisation", "Commandes", "Codes de sortie"] {
            assert!(help.contains(word), "{word} in {help}");
        }
        let task = french
            .find_subcommand_mut("build")
            .map(Command::render_help);
        let help = task.map(|help| help.to_string()).unwrap_or_default();
        for word in ["Usage", "Print", "default", "env:"] {
            assert!(!help.contains(word), "{word} in {help}");
        }
    }
}

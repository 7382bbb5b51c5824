//! The command line of `kiosque archive`.

use clap::{Args, Subcommand};

use super::super::arguments::{CacheChoice, ContentFolder};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Archive {
    #[command(subcommand)]
    pub task: Option<ArchiveTask>,
    #[arg(value_name = "FILE|URL|-", required = true)]
    pub inputs: Vec<String>,
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = [
            "x-syndication", "x-v1", "x-graphql", "x-v2", "x-archive", "bluesky", "mastodon",
            "oembed", "blockquote", "written",
        ]
    )]
    pub format: Option<String>,
    #[arg(long, value_name = "ID")]
    pub id: Vec<String>,
    #[arg(long, value_name = "2014-11-28")]
    pub from: Option<String>,
    #[arg(long, value_name = "2014-11-28")]
    pub until: Option<String>,
    #[arg(long, conflicts_with_all = ["id", "from", "until"])]
    pub all: bool,
    #[arg(long, value_name = "…")]
    pub timeline: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub refresh: bool,
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    #[arg(long, value_name = "…")]
    pub handle: Option<String>,
    #[arg(long, value_name = "…", requires = "handle")]
    pub name: Option<String>,
    #[arg(long, value_name = "…")]
    pub licence: Option<String>,
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum ArchiveTask {
    Verify(Verify),
    Withdraw(Withdraw),
    Status(Status),
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Withdraw {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "…")]
    pub reason: Option<String>,
    #[arg(long, value_name = "2014-11-28")]
    pub date: Option<String>,
    #[command(flatten)]
    pub folder: ContentFolder,
    #[command(flatten)]
    pub cache: CacheChoice,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Status {
    #[command(flatten)]
    pub folder: ContentFolder,
    #[arg(long)]
    pub json: bool,
}

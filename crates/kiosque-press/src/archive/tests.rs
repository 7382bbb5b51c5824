//! The archive over temporary newsrooms and a server on this machine in the networks' place.

mod asking;
mod bringing;
mod interrupted;
mod leftovers;
mod named;
mod newsroom;
mod refreshing;
mod server;
mod twice;
mod unread;
mod verifying;
mod withdrawing;

pub(super) use newsroom::post;

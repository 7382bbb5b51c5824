//! What leaves this machine for a network, and what is let in from there.

use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use kiosque_catalogue::editor::MediaRefusal;
use kiosque_model::post::Source;
use ureq::config::Config;
use ureq::http::{Response, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

use super::addresses::is_public;
use super::hosts::{Hosts, Wanted};

/// Redirections followed within the list of hosts.
const LONGEST_WAY: usize = 3;
/// How long a connection may take to be there.
const CONNECTING: Duration = Duration::from_secs(15);

/// What asks the networks.
pub struct Asker {
    agent: Agent,
    hosts: Hosts,
}

/// An answer whose body has not been read.
pub struct Answer {
    status: u16,
    body: Body,
}

impl Asker {
    /// What asks these hosts and no others.
    pub fn new(hosts: Hosts) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECTING))
            // A proxy would resolve names itself, where nothing here could look at the addresses.
            .proxy(None)
            .user_agent(concat!("Kiosque/", env!("CARGO_PKG_VERSION"), " (archive)"))
            .build();
        let resolver = PublicResolver {
            resolver: DefaultResolver::default(),
            stand_ins: hosts.stand_ins(),
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            hosts,
        }
    }

    /// The hosts that may be asked.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Whether an address may be asked for at all, without asking.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn may_ask(
        &self,
        address: &str,
        network: Source,
        wanted: Wanted,
    ) -> Result<(), MediaRefusal> {
        self.permitted(address, network, wanted).map(drop)
    }

    fn permitted(
        &self,
        address: &str,
        network: Source,
        wanted: Wanted,
    ) -> Result<Url, MediaRefusal> {
        let refused = |host: &str| MediaRefusal::Host {
            host: host.to_owned(),
        };
        let url = Url::parse(address).map_err(|_| refused(address))?;
        let host = url.host_str().unwrap_or_default();
        // The list says names: a port of one's own, or a name before it, is somebody else's door.
        let plain = url.port().is_none() && url.username().is_empty() && url.password().is_none();
        if !plain || !self.hosts.allows(network, wanted, host) {
            return Err(refused(host));
        }
        if url.scheme() != "https" {
            return Err(MediaRefusal::Scheme);
        }
        Ok(url)
    }

    /// Asks an address, following redirections within the list.
    ///
    /// # Errors
    ///
    /// Why there is no answer of status 200.
    pub fn ask(
        &self,
        address: &str,
        network: Source,
        wanted: Wanted,
        patience: Duration,
    ) -> Result<Answer, MediaRefusal> {
        let answer = self.hear(address, network, wanted, patience)?;
        match answer.status {
            200 => Ok(answer),
            status => Err(MediaRefusal::Status(status)),
        }
    }

    /// Asks an address, following redirections within the list, and hears the answer whatever its
    /// status.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn hear(
        &self,
        address: &str,
        network: Source,
        wanted: Wanted,
        patience: Duration,
    ) -> Result<Answer, MediaRefusal> {
        let mut url = self.permitted(address, network, wanted)?;
        for _ in 0..=LONGEST_WAY {
            let answer = self.get(&url, patience)?;
            let status = answer.status();
            if status.is_redirection() {
                let to = location(&answer, &url).unwrap_or_default();
                url = self
                    .permitted(&to, network, wanted)
                    .map_err(|_| MediaRefusal::Redirect { to })?;
                continue;
            }
            return Ok(Answer {
                status: status.as_u16(),
                body: answer.into_body(),
            });
        }
        let to = String::new();
        Err(MediaRefusal::Redirect { to })
    }

    fn get(&self, url: &Url, patience: Duration) -> Result<Response<Body>, MediaRefusal> {
        let host = url.host_str().unwrap_or_default();
        let target = match self.hosts.stand_in(host) {
            Some(server) => {
                let query = url.query().map(|query| format!("?{query}"));
                format!(
                    "http://{server}/{host}{}{}",
                    url.path(),
                    query.unwrap_or_default()
                )
            }
            None => url.as_str().to_owned(),
        };
        self.agent
            .get(target)
            .config()
            .timeout_global(Some(patience))
            .build()
            .call()
            .map_err(|error| refusal(&error))
    }
}

impl Answer {
    /// The server's number for how it went.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// What the server says it is, without parameters.
    pub fn media_type(&self) -> Option<String> {
        self.body.mime_type().map(str::to_owned)
    }

    /// The body, a part at a time. Reading beyond the limit is an error.
    ///
    /// # Errors
    ///
    /// Where the server announces more than the limit.
    pub fn reader(self, limit: u64) -> Result<impl Read, MediaRefusal> {
        if self.body.content_length().is_some_and(|size| size > limit) {
            return Err(MediaRefusal::TooLarge { limit });
        }
        let reader = self.body.into_with_config().limit(u64::MAX).reader();
        Ok(Limited {
            reader,
            left: limit,
            limit,
        })
    }

    /// The whole body, of what is known to be small.
    ///
    /// # Errors
    ///
    /// Where it is larger than the limit, or breaks off.
    pub fn bytes(self, limit: u64) -> Result<Vec<u8>, MediaRefusal> {
        let mut bytes = Vec::new();
        self.reader(limit)?
            .read_to_end(&mut bytes)
            .map_err(|error| read_refusal(&error))?;
        Ok(bytes)
    }
}

/// A reader that fails where there is more than its limit.
pub(super) struct Limited<R> {
    reader: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Limited<R> {
    pub(super) fn new(reader: R, limit: u64) -> Self {
        Self {
            reader,
            left: limit,
            limit,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => Err(io::Error::other(Refused(MediaRefusal::TooLarge {
                limit: self.limit,
            }))),
        }
    }
}

/// A refusal on its way through an error of the system.
#[derive(Debug)]
struct Refused(MediaRefusal);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Refused {}

/// Why something could not be read to its end.
pub(super) fn read_refusal(error: &io::Error) -> MediaRefusal {
    let mut source: Option<&(dyn std::error::Error + 'static)> =
        error.get_ref().map(|inner| inner as _);
    while let Some(inner) = source {
        if let Some(Refused(why)) = inner.downcast_ref() {
            return why.clone();
        }
        source = inner.source();
    }
    MediaRefusal::Unreachable {
        reason: error.to_string(),
    }
}

fn refusal(error: &Error) -> MediaRefusal {
    match error {
        Error::Io(reason) => read_refusal(reason),
        error => MediaRefusal::Unreachable {
            reason: error.to_string(),
        },
    }
}

fn location(answer: &Response<Body>, at: &Url) -> Option<String> {
    let location = answer.headers().get(header::LOCATION)?;
    let location = String::from_utf8_lossy(location.as_bytes());
    Some(at.join(&location).ok()?.into())
}

/// Resolves names to the addresses that are then connected to, and refuses a name that has one
/// inside a private network.
#[derive(Debug)]
struct PublicResolver {
    resolver: DefaultResolver,
    stand_ins: Vec<SocketAddr>,
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        let private = found
            .iter()
            .find(|address| !self.stand_ins.contains(address) && !is_public(address.ip()));
        match private {
            None => Ok(found),
            Some(address) => Err(Error::Io(private_address(address.ip()))),
        }
    }
}

fn private_address(address: IpAddr) -> io::Error {
    io::Error::other(Refused(MediaRefusal::PrivateAddress {
        address: address.to_string(),
    }))
}

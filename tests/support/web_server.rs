//! Real web servers over the built site, set up with the files that the press prints for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use http::Request;

use crate::Error;
use crate::client::{self, Answer};
use crate::folder::Folder;
use crate::process::{self, Owned};

/// How long a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running web server; it stops when dropped.
#[derive(Debug)]
pub struct WebServer {
    origin: String,
    port: u16,
    command: Command,
    // Before the folder: the process writes there until it ends.
    process: Option<Owned>,
    work: Folder,
}

impl WebServer {
    /// nginx, its `server` block as the press's file says at its head.
    ///
    /// # Errors
    ///
    /// When nginx is not installed, or refuses the configuration; with what it said.
    pub fn nginx(site: &Path) -> Result<Self, Error> {
        let program = installed(&["nginx"], "nginx-light")?;
        let (work, port) = (Folder::make("nginx")?, process::free_port()?);
        let site = site.canonicalize()?;
        let (site, at) = (site.display(), work.path().display());
        let configuration = work.join("nginx.conf");
        // One process: as root, workers would be someone else, who may not read the checkout.
        fs::write(
            &configuration,
            format!(
                "daemon off;\nmaster_process off;\npid {at}/pid;\nerror_log stderr;\nevents {{}}\n\
                 http {{\n  access_log off;\n\
                 client_body_temp_path {at}/body;\n  proxy_temp_path {at}/proxy;\n\
                 fastcgi_temp_path {at}/fastcgi;\n  uwsgi_temp_path {at}/uwsgi;\n\
                 scgi_temp_path {at}/scgi;\n\
                 server {{\n    listen 127.0.0.1:{port};\n    root \"{site}\";\n\
                 include \"{site}/.hosting/nginx.conf\";\n  }}\n}}\n"
            ),
        )?;
        let mut command = Command::new(program);
        command.arg("-c").arg(&configuration);
        Self::start(command, work, port)
    }

    /// Caddy, its site's block as the press's file says at its head.
    ///
    /// # Errors
    ///
    /// When Caddy is not installed, or refuses the configuration; with what it said.
    pub fn caddy(site: &Path) -> Result<Self, Error> {
        let program = installed(&["caddy"], "caddy")?;
        let (work, port) = (Folder::make("caddy")?, process::free_port()?);
        let site = site.canonicalize()?;
        let configuration = work.join("Caddyfile");
        fs::write(
            &configuration,
            format!(
                "{{\n    admin off\n}}\nhttp://127.0.0.1:{port} {{\n    root * \"{site}\"\n    \
                 import \"{site}/.hosting/Caddyfile\"\n}}\n",
                site = site.display()
            ),
        )?;
        let mut command = Command::new(program);
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&configuration)
            .env("HOME", work.path())
            .env("XDG_CONFIG_HOME", work.path())
            .env("XDG_DATA_HOME", work.path());
        Self::start(command, work, port)
    }

    fn start(mut command: Command, work: Folder, port: u16) -> Result<Self, Error> {
        let log = work.join("log");
        let output = fs::File::create(&log)?;
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut server = Self {
            origin: format!("http://127.0.0.1:{port}"),
            port,
            command,
            process: None,
            work,
        };
        server.start_again()?;
        Ok(server)
    }

    /// Ends the process, its listener and all its connections with it.
    pub fn stop(&mut self) {
        drop(self.process.take());
    }

    /// Starts it again where it was.
    ///
    /// # Errors
    ///
    /// When it does not listen, with what it said.
    pub fn start_again(&mut self) -> Result<(), Error> {
        let name = self.command.get_program().to_string_lossy().into_owned();
        let mut process = process::start(&mut self.command)?;
        process::wait_for_port(&mut process, self.port, &name, PATIENCE).map_err(|error| {
            let said = fs::read_to_string(self.work.join("log")).unwrap_or_default();
            format!("{error}. {said}")
        })?;
        self.process = Some(process);
        Ok(())
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Asks for a path, which is sent as it is, and follows no redirect.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, Error> {
        let mut request = Request::get(format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        client::send(request.body(Vec::new())?).await
    }
}

fn installed(programs: &[&str], package: &str) -> Result<PathBuf, Error> {
    let system = programs
        .iter()
        .map(|name| Path::new("/usr/sbin").join(name));
    process::find(programs)
        .or_else(|| system.into_iter().find(|path| path.is_file()))
        .ok_or_else(|| {
            format!("{package} is not installed (Debian: `apt-get install {package}`)").into()
        })
}

//! Serves the built page, and remembers what it was asked.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use crate::environment::Environment;

type Files = BTreeMap<String, Vec<u8>>;

/// What a server has.
struct Content {
    files: &'static Files,
    /// A Content-Security-Policy for every page.
    policy: Option<&'static str>,
    /// What is served besides, or in place of it.
    others: Mutex<Files>,
    /// Whether nobody gets an answer.
    is_gone: AtomicBool,
    /// Whether it has not heard of WebAssembly.
    is_old: AtomicBool,
}

/// A server of the page or of a site, with an origin of its own. It ends with the tests.
pub(crate) struct Site {
    port: u16,
    content: Arc<Content>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Starts to serve the page.
    pub(crate) fn start(environment: &Environment) -> Self {
        Self::serve(Content {
            files: files(environment),
            policy: None,
            others: Mutex::default(),
            is_gone: AtomicBool::default(),
            is_old: AtomicBool::default(),
        })
    }

    /// Starts to serve folders, each under a path that ends with a slash.
    pub(crate) fn of(folders: &[(&str, &Path)], policy: Option<&'static str>) -> Self {
        let mut files = Files::new();
        for (under, folder) in folders {
            read(folder, under, &mut files);
        }
        // A browser asks the host for it if a page names no icon.
        files.insert("/favicon.ico".to_owned(), Vec::new());
        Self::serve(Content {
            // For as long as the tests run.
            files: Box::leak(Box::new(files)),
            policy,
            others: Mutex::default(),
            is_gone: AtomicBool::default(),
            is_old: AtomicBool::default(),
        })
    }

    fn serve(content: Content) -> Self {
        let content = Arc::new(content);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (served, seen) = (Arc::clone(&content), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (content, seen) = (Arc::clone(&served), Arc::clone(&seen));
                // A browser opens connections ahead, which ask for nothing; they must not hold up others.
                thread::spawn(move || {
                    let _ = answer(stream, &content, &seen);
                });
            }
        });
        Self {
            port,
            content,
            requests,
        }
    }

    /// Serves another file, or another one in place of the page's own; without content, none.
    pub(crate) fn put(&self, path: &str, content: &str) {
        let mut others = self.content.others.lock().expect("no panic");
        others.insert(path.to_owned(), content.as_bytes().to_vec());
    }

    /// Serves the page without its service worker, which would load everything a second time.
    pub(crate) fn set_not_kept(&self) {
        let html = self.file("/").replace(" data-offline", "");
        for path in ["/", "/index.html"] {
            self.put(path, &html);
        }
    }

    /// A file of the page as text.
    pub(crate) fn file(&self, path: &str) -> String {
        let content = self.content.files.get(path).expect("a file of the page");
        String::from_utf8_lossy(content).into_owned()
    }

    /// Answers nobody, or everybody again.
    pub(crate) fn set_gone(&self, is_gone: bool) {
        self.content.is_gone.store(is_gone, Ordering::SeqCst);
    }

    /// From now on calls WebAssembly what a host does that has not heard of it.
    pub(crate) fn set_old(&self) {
        self.content.is_old.store(true, Ordering::SeqCst);
    }

    /// The origin: `http://127.0.0.1:1234`.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address())
    }

    /// The address: `127.0.0.1:1234`.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Every request so far, head and body, as it came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }
}

/// The built page by path, read once: a build that runs meanwhile must not mix two pages.
fn files(environment: &Environment) -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Files::new();
        read(&environment.dist, "/", &mut files);
        assert!(
            files.contains_key("/"),
            "no page in `{}`",
            environment.dist.display()
        );
        files
    })
}

fn read(folder: &Path, under: &str, files: &mut Files) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let address = format!("{under}{name}");
        if path.is_dir() {
            read(&path, &format!("{address}/"), files);
        } else {
            let content = fs::read(&path).expect("a file of the page");
            if name == "index.html" {
                files.insert(under.to_owned(), content.clone());
            }
            files.insert(address, content);
        }
    }
}

fn answer(
    mut stream: TcpStream,
    site: &Content,
    requests: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    if site.is_gone.load(Ordering::SeqCst) {
        return Ok(());
    }
    let other = site.others.lock().expect("no panic").get(path).cloned();
    let found = match &other {
        Some(content) => Some(content).filter(|content| !content.is_empty()),
        None => site.files.get(path),
    };
    let (status, kind, content) = match found {
        Some(content) => ("200 OK", kind(path), content.as_slice()),
        None => ("404 Not Found", "text/plain", b"not found".as_slice()),
    };
    let is_unknown = kind == "application/wasm" && site.is_old.load(Ordering::SeqCst);
    let kind = if is_unknown {
        "application/octet-stream"
    } else {
        kind
    };
    requests
        .lock()
        .expect("no panic")
        .push(format!("{head}{}", String::from_utf8_lossy(&body)));
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Connection: close\r\n",
        content.len()
    )?;
    if let Some(policy) = site.policy {
        write!(stream, "Content-Security-Policy: {policy}\r\n")?;
    }
    write!(stream, "\r\n")?;
    stream.write_all(content)
}

/// The media type. Browsers refuse to compile WebAssembly, and to apply styles, of any other.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css",
        Some("js" | "mjs") => "text/javascript",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("xml") => "text/xml",
        Some("woff2") => "font/woff2",
        _ => "text/html; charset=utf-8",
    }
}

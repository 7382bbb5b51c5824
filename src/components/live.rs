//! What comes while a live article is read.
//!
//! New posts are counted in the document's title and behind a button, and wait there: nothing that is
//! being read moves before it is pressed. The press puts the whole text right where it stands
//! ([`text`], [`super::timeline::renewal`]) and leads to the first new post. Headings, prose and
//! timelines alone are touched; what readers write under the article is another part of the page and
//! stays as it is. When coverage is over the page in the order of the day is a press away too.
//!
//! The room of the button is printed with the page, so that nothing makes way for it.
//!
//! Accessibility: a named group; how many posts wait is said politely, once for each number; the state
//! is in words, and its changes by the reader are said. Focus goes with the press to the first new post.

mod text;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use kiosque_catalogue::reader::{self, ComfortWords, Words};
use kiosque_model::{Article, Block, Language, PageBody};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element as DomElement, HtmlElement};

use super::timeline::keys;
use super::timeline::renewal::{self, Change, Standing};
use crate::markup::{self, Element, element};
use crate::navigation::Visit;
use crate::platform::{elements, instants, slices, style_sheet};
use crate::services::content;
use crate::services::live::{News, Watch};
use crate::services::pocket::use_pocket;
use crate::words::words;
use crate::{HeldPost, Page};
use text::Text;

/// What a live article is styled by beside the sheets of other articles.
pub const STYLE: &str = include_str!("../../style/live.css");

const BAR: &str = ".live-bar";
const STATE: &str = ".live-state";
const PAUSE: &str = ".live-pause";
const OFFER: &str = ".live-arrivals";
const TOLD: &str = ".live-told";
/// Says of the offer that there is something to press it for.
const WAITING: &str = "data-waiting";

/// How long posts are compared before the page may answer, in milliseconds.
const SLICE_MS: f64 = 8.0;

/// The tools of a live article: what comes, and a pause.
#[component]
pub fn LiveBar(
    /// Seconds between two questions.
    pace: u32,
) -> impl IntoView {
    let language = use_context::<Language>().unwrap_or_default();
    let words = words();
    if let (Some(visit), Some(owner)) = (use_context::<Visit>(), Owner::current()) {
        Effect::new(move |_| {
            style_sheet::adopt(STYLE);
            let page = visit.page_untracked();
            let bar = elements::find(BAR);
            if let (Some(page), Some(bar)) = (page, bar)
                && let PageBody::Article(article) = &page.body
            {
                let dated = visit.is_on_its_first_page();
                let coverage = Coverage::follow(bar, language, &page, article, &owner, pace, dated);
                let coverage = StoredValue::new_local(coverage);
                on_cleanup(move || {
                    coverage.with_value(|coverage| coverage.leave());
                    coverage.dispose();
                });
            }
        });
    }
    markup::view(move || bar(words.comfort))
}

fn bar(words: &ComfortWords) -> Element {
    let button = |class| element("button").class(class).with("type", "button");
    element("div")
        .class("live-bar")
        .with("role", "group")
        .with("aria-label", words.live)
        .child(element("p").class("live-state").child(words.live_follows))
        .child(button("live-pause button").child(words.live_pause))
        .child(button("live-arrivals button").child((words.live_arrivals)(1)))
        .child(
            element("p")
                .class("live-told visually-hidden")
                .with("role", "status"),
        )
}

/// What the button of the tools is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    /// Nothing.
    Nothing,
    /// So many posts that are new.
    Arrivals(u32),
    /// What has changed, where no post is new.
    Changes,
    /// The page in the order of the day.
    InOrder,
    /// The page for another app.
    Renewed,
}

/// A newer state of the page, not shown yet.
struct Waiting {
    page: Box<Page>,
    text: Rc<str>,
    /// Anchor of the first post that is new.
    first: Option<String>,
}

/// The coverage of an article, as its reader follows it.
struct Coverage {
    bar: DomElement,
    words: &'static Words,
    language: Language,
    /// Permalink of the page.
    url: String,
    /// The document's title, without a number.
    title: RefCell<String>,
    /// The zone of its hours.
    zone: String,
    /// When the page shown was stored, where it comes from the device.
    copy: RwSignal<Option<String>>,
    standing: Standing,
    text: Text,
    waiting: RefCell<Option<Waiting>>,
    offer: Cell<Offer>,
    paused: Cell<bool>,
    gone: Cell<bool>,
    watch: RefCell<Option<Rc<Watch>>>,
    clicks: RefCell<Option<EventListener>>,
}

fn timelines(
    article: &Article<HeldPost>,
) -> impl Iterator<Item = &kiosque_model::TimelineBlock<HeldPost>> {
    article.body.iter().filter_map(|block| match block {
        Block::Timeline(block) => Some(block),
        _ => None,
    })
}

impl Coverage {
    fn follow(
        bar: DomElement,
        language: Language,
        page: &Page,
        article: &Article<HeldPost>,
        owner: &Owner,
        pace: u32,
        dated: bool,
    ) -> Rc<Self> {
        let coverage = Rc::new(Self {
            words: reader::words(language),
            language,
            url: page.url.clone(),
            title: RefCell::new(page.document_title()),
            zone: timelines(article)
                .next()
                .map(|block| block.timeline.tz.clone())
                .unwrap_or_default(),
            copy: owner.with(|| use_pocket().copy),
            standing: Standing::default(),
            text: Text::new(article, owner.clone()),
            waiting: RefCell::default(),
            offer: Cell::new(Offer::Nothing),
            paused: Cell::default(),
            gone: Cell::default(),
            watch: RefCell::default(),
            clicks: RefCell::default(),
            bar,
        });
        let clicks = {
            let coverage = Rc::clone(&coverage);
            EventListener::new(&coverage.bar.clone(), "click", move |event| {
                if elements::under::<DomElement>(event, OFFER).is_some() {
                    coverage.accept();
                } else if elements::under::<DomElement>(event, PAUSE).is_some() {
                    coverage.pause(!coverage.paused.get());
                }
            })
        };
        coverage.clicks.replace(Some(clicks));
        let watch = {
            let coverage = Rc::downgrade(&coverage);
            Watch::begin(page.url.clone(), pace, dated, move |news| {
                if let Some(coverage) = coverage.upgrade() {
                    coverage.hear(news);
                }
            })
        };
        coverage.watch.replace(Some(watch));
        coverage
    }

    /// The page that shows it goes away. The next one has a title of its own.
    fn leave(&self) {
        self.gone.set(true);
        self.clicks.take();
        self.end();
    }

    fn end(&self) {
        if let Some(watch) = self.watch.borrow().as_ref() {
            watch.end();
        }
    }

    fn put(&self, part: &str, words: &str) {
        if let Some(part) = elements::first::<DomElement>(&self.bar, part)
            && part.text_content().as_deref() != Some(words)
        {
            part.set_text_content(Some(words));
        }
    }

    fn hear(self: &Rc<Self>, news: News) {
        match news {
            News::Same => self.up_to_date(),
            News::Page(page, text) => {
                let coverage = Rc::clone(self);
                spawn_local(async move { coverage.look(page, text).await });
            }
            News::Unanswered => self.put(STATE, self.words.comfort.live_unanswered),
            // The page can be read on; whoever looks for it anew is told.
            News::Gone => {}
            News::Renewed => self.over(self.words.comfort.live_renewed, Offer::Renewed),
        }
    }

    fn up_to_date(&self) {
        let seconds = i64::try_from(instants::now() / 1_000).unwrap_or_default();
        let hour = instants::moment(self.language, &self.zone, seconds).hour;
        self.put(STATE, &(self.words.comfort.live_up_to_date)(&hour));
    }

    /// Nobody is asked any more; what there is to do about it is offered.
    fn over(&self, said: &str, offer: Offer) {
        self.end();
        self.waiting.take();
        self.put(STATE, said);
        if let Some(pause) = elements::first::<DomElement>(&self.bar, PAUSE) {
            let _ = pause.set_attribute("data-over", "");
        }
        self.offer(offer);
        self.put(TOLD, said);
    }

    /// Looks at what an answer has that the page has not.
    async fn look(self: Rc<Self>, page: Box<Page>, text: Rc<str>) {
        // What is being made is not there yet, and would be taken for new.
        slices::until(|| false).await;
        let PageBody::Article(article) = &page.body else {
            return;
        };
        if self.gone.get() {
            return;
        }
        if !article.is_live() {
            return self.over(self.words.comfort.live_over, Offer::InOrder);
        }
        let told: Vec<_> = timelines(article)
            .flat_map(renewal::told)
            .flatten()
            .collect();
        let mut new = 0_u32;
        let mut first = None;
        let mut changed = self.text.is_changed_by(article) || self.standing.lacks(&told);
        let mut end = js_sys::Date::now() + SLICE_MS;
        for told in &told {
            match self.standing.change(told, self.words) {
                Change::None => {}
                Change::Other => changed = true,
                Change::New => {
                    new += 1;
                    first.get_or_insert_with(|| told.anchor.clone());
                }
            }
            if js_sys::Date::now() > end {
                TimeoutFuture::new(0).await;
                end = js_sys::Date::now() + SLICE_MS;
            }
        }
        if self.gone.get() {
            return;
        }
        self.up_to_date();
        if new == 0 && !changed {
            self.waiting.take();
            self.keep(&self.url, text);
            return self.offer(Offer::Nothing);
        }
        self.waiting.replace(Some(Waiting { page, text, first }));
        self.offer(match new {
            0 => Offer::Changes,
            new => Offer::Arrivals(new),
        });
    }

    /// Offers something, says it once, and counts it in the title.
    fn offer(&self, offer: Offer) {
        if self.offer.replace(offer) == offer {
            return;
        }
        let words = self.words.comfort;
        let said = match offer {
            Offer::Nothing => String::new(),
            Offer::Arrivals(count) => (words.live_arrivals)(count),
            Offer::Changes => words.live_changes.to_owned(),
            Offer::InOrder => words.live_in_order.to_owned(),
            Offer::Renewed => words.live_reload.to_owned(),
        };
        let title = self.title.borrow();
        match offer {
            Offer::Arrivals(count) => document().set_title(&format!("({count}) {title}")),
            _ => document().set_title(&title),
        }
        self.put(TOLD, &said);
        if let Some(button) = elements::first::<DomElement>(&self.bar, OFFER) {
            if offer == Offer::Nothing {
                let _ = button.remove_attribute(WAITING);
            } else {
                button.set_text_content(Some(&said));
                let _ = button.set_attribute(WAITING, "");
            }
        }
    }

    /// Does what the reader was offered.
    fn accept(&self) {
        match self.offer.get() {
            Offer::Nothing => {}
            Offer::Arrivals(_) | Offer::Changes => self.show(),
            Offer::InOrder | Offer::Renewed => {
                let _ = window().location().reload();
            }
        }
    }

    /// Puts the page right, and brings the reader to what is new.
    fn show(&self) {
        let Some(Waiting { page, text, first }) = self.waiting.take() else {
            return;
        };
        let PageBody::Article(article) = &page.body else {
            return;
        };
        // What comes whole with the text is made piece by piece, and needs nothing put right.
        let stand: Vec<_> = timelines(article)
            .filter(|block| document().get_element_by_id(&block.anchor).is_some())
            .collect();
        self.text.renew(article, self.words);
        for block in stand {
            self.standing.renew(block, self.words);
        }
        *self.title.borrow_mut() = page.document_title();
        self.keep(&page.url, text);
        self.offer(Offer::Nothing);
        // The button that had focus is not to be pressed any more.
        if let Some(pause) = elements::first::<HtmlElement>(&self.bar, PAUSE) {
            elements::focus(&pause);
        }
        if let Some(first) = first {
            spawn_local(go_to(first));
        }
    }

    /// What is shown is what the network has: a copy's date is true no more.
    fn keep(&self, url: &str, text: Rc<str>) {
        content::keep(url, text);
        if self.copy.with_untracked(Option::is_some) {
            self.copy.set(None);
        }
    }

    fn pause(&self, paused: bool) {
        self.paused.set(paused);
        if let Some(watch) = self.watch.borrow().as_ref() {
            watch.pause(paused);
        }
        let words = self.words.comfort;
        let (state, button) = if paused {
            (words.live_paused, words.live_go_on)
        } else {
            (words.live_follows, words.live_pause)
        };
        self.put(STATE, state);
        self.put(PAUSE, button);
        self.put(TOLD, state);
    }
}

/// Brings the reader to a post, once it is made.
async fn go_to(anchor: String) {
    let post = || document().get_element_by_id(&anchor);
    slices::until(|| post().is_some()).await;
    let entry: Option<DomElement> =
        post().and_then(|post| elements::around(&post, "li.timeline-entry"));
    if let Some(entry) = entry {
        keys::go_to(&entry);
    }
}

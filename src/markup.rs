//! Parts of a page that nothing changes once they are made: elements and text as data.
//!
//! Leptos compiles every element of a `view!` three times: to build, to adopt and to change it. What
//! has neither signal nor handler needs the first alone, and one function makes all elements. Its
//! data is not even made where the press has printed it already. Words are text nodes, never HTML.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element as DomElement, Node};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::{Position, PositionState};

/// Words, or the value of an attribute.
pub type Text = Cow<'static, str>;

/// An element with everything in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, Text)>,
    children: Vec<Child>,
}

#[derive(Debug, PartialEq, Eq)]
enum Child {
    Text(Text),
    Element(Element),
}

/// An element without attributes or children.
pub fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl Element {
    /// With a class.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.attribute("class", Cow::Borrowed(class))
    }

    /// With an attribute.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attribute(name, value.into())
    }

    /// With an attribute where there is a value.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value.into()),
            None => self,
        }
    }

    /// With an attribute that says all by being there.
    #[must_use]
    pub fn when(self, is_so: bool, name: &'static str) -> Self {
        self.maybe(name, is_so.then_some(""))
    }

    /// With more in it, after what is there.
    #[must_use]
    pub fn child(mut self, child: impl Content) -> Self {
        child.add_to(&mut self);
        self
    }

    /// With a sentence in it that takes an element as its word.
    #[must_use]
    pub fn sentence(self, words: fn(&str) -> String, word: Element) -> Self {
        // Nothing that a person writes has this character in it.
        let sentence = words("\u{0}");
        match sentence.split_once('\u{0}') {
            Some((before, after)) => self
                .child(before.to_owned())
                .child(word)
                .child(after.to_owned()),
            None => self.child(sentence),
        }
    }

    #[inline(never)]
    fn attribute(mut self, name: &'static str, value: Text) -> Self {
        self.attributes.push((name, value));
        self
    }

    /// As HTML, for the press.
    fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        for (name, value) in &self.attributes {
            html.push(' ');
            html.push_str(name);
            if !value.is_empty() || *name == "alt" {
                html.push_str("=\"");
                escape(value, html);
                html.push('"');
            }
        }
        html.push('>');
        // Elements that the HTML standard calls void: those that pages use.
        if matches!(self.tag, "br" | "img" | "input" | "source" | "track") {
            return;
        }
        for child in &self.children {
            match child {
                Child::Text(text) => escape(text, html),
                Child::Element(element) => element.write(html),
            }
        }
        html.push_str("</");
        html.push_str(self.tag);
        html.push('>');
    }

    /// As a node of the document.
    pub fn make(&self) -> DomElement {
        let namespace = matches!(self.tag, "svg" | "path").then_some("http://www.w3.org/2000/svg");
        let made = Rndr::create_element(self.tag, namespace);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&made, name, value);
        }
        for child in &self.children {
            match child {
                Child::Text(text) => insert(&made, &Rndr::create_text_node(text)),
                Child::Element(element) => insert(&made, &element.make()),
            }
        }
        made
    }
}

fn insert(parent: &DomElement, child: &Node) {
    Rndr::insert_node(parent, child, None);
}

/// Text as HTML that says the same.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

/// What an element can hold.
pub trait Content {
    /// Puts it at the end of an element.
    fn add_to(self, parent: &mut Element);
}

impl Content for Element {
    fn add_to(self, parent: &mut Element) {
        parent.children.push(Child::Element(self));
    }
}

impl Content for Text {
    fn add_to(self, parent: &mut Element) {
        if !self.is_empty() {
            parent.children.push(Child::Text(self));
        }
    }
}

impl Content for String {
    fn add_to(self, parent: &mut Element) {
        Text::Owned(self).add_to(parent);
    }
}

impl Content for &'static str {
    fn add_to(self, parent: &mut Element) {
        Text::Borrowed(self).add_to(parent);
    }
}

impl<C: Content> Content for Option<C> {
    fn add_to(self, parent: &mut Element) {
        if let Some(child) = self {
            child.add_to(parent);
        }
    }
}

impl<C: Content, const N: usize> Content for [C; N] {
    fn add_to(self, parent: &mut Element) {
        for child in self {
            child.add_to(parent);
        }
    }
}

impl<C: Content> Content for Vec<C> {
    fn add_to(self, parent: &mut Element) {
        for child in self {
            child.add_to(parent);
        }
    }
}

/// An element as a view. `make` is called where the element is not printed already.
pub fn view(make: impl FnOnce() -> Element + Send + 'static) -> AnyView {
    Made(Box::new(make)).into_any()
}

/// Makes an element's data.
type Make = Box<dyn FnOnce() -> Element + Send>;

/// A view of an element that makes it when it must.
struct Made(Make);

/// An element in the document.
struct Standing {
    node: DomElement,
    /// What it shows, as long as it is the printed one: asked for again with the same, it stays.
    printed: Option<Make>,
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        self.node.unmount();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&Node>) {
        self.node.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.node.insert_before_this(child)
    }

    fn elements(&self) -> Vec<DomElement> {
        self.node.elements()
    }
}

impl Render for Made {
    type State = Standing;

    fn build(self) -> Self::State {
        Standing {
            node: (self.0)().make(),
            printed: None,
        }
    }

    fn rebuild(self, state: &mut Self::State) {
        let wanted = (self.0)();
        if let Some(printed) = state.printed.take() {
            let printed = printed();
            if printed == wanted {
                state.printed = Some(Box::new(|| printed));
                return;
            }
        }
        let mut node = wanted.make();
        state.insert_before_this(&mut node);
        state.unmount();
        state.node = node;
    }
}

impl AddAnyAttr for Made {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _attribute: A) -> Self::Output<A>
    where
        Self::Output<A>: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Made {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra: Vec<AnyAttribute>,
    ) {
        (self.0)().write(html);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        match DomElement::cast_from(cursor.current()) {
            Some(node) => Standing {
                node,
                printed: Some(self.0),
            },
            None => self.build(),
        }
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn words_and_values_are_escaped() {
        let html = view(|| {
            element("p")
                .with("title", "a \"b\" <c>")
                .child("<b> & ")
                .child(vec![element("i").child("é".to_owned())])
        })
        .to_html();
        assert_eq!(
            html,
            "<p title=\"a &quot;b&quot; &lt;c&gt;\">&lt;b&gt; &amp; <i>é</i></p>"
        );
    }

    #[test]
    fn void_elements_have_no_end() {
        let html = view(|| {
            element("video")
                .when(true, "loop")
                .when(false, "muted")
                .child(
                    element("track")
                        .maybe("label", Some("français"))
                        .maybe("srclang", None::<Text>),
                )
        })
        .to_html();
        assert_eq!(html, "<video loop><track label=\"français\"></video>");
    }
}

//! Excerpts, which Pagefind gives as HTML of its own: text with `<mark>` and two references.

use kiosque_model::search::elisions_together;

/// A stretch of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are among those looked for.
    pub marked: bool,
}

/// Reads an excerpt. Whatever else it holds is text.
pub(super) fn read(html: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |html: &str, marked| {
        let text = html.replace("&lt;", "<").replace("&gt;", ">");
        let text = elisions_together(&text);
        match pieces.last_mut() {
            Some(last) if last.marked == marked => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => pieces.push(Piece { text, marked }),
        }
    };
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<mark>") {
        add(before, false);
        let (marked, after) = after.split_once("</mark>").unwrap_or((after, ""));
        add(marked, true);
        rest = after;
    }
    add(rest, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::read;

    fn pieces(html: &str) -> Vec<(String, bool)> {
        read(html)
            .into_iter()
            .map(|piece| (piece.text, piece.marked))
            .collect()
    }

    #[test]
    fn marks_are_told_apart_from_text() {
        assert_eq!(
            pieces("Le <mark>navire</mark> entre au port."),
            [
                ("Le ".to_owned(), false),
                ("navire".to_owned(), true),
                (" entre au port.".to_owned(), false),
            ]
        );
        assert_eq!(pieces("<mark>a</mark>"), [("a".to_owned(), true)]);
        assert_eq!(
            pieces("à l’ <mark>Estaque</mark>"),
            [("à l’".to_owned(), false), ("Estaque".to_owned(), true)]
        );
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn anything_else_is_text() {
        let html = "1 &lt; 2 & <b onclick=x>gras</b> &lt;script&gt;";
        let text = "1 < 2 & <b onclick=x>gras</b> <script>";
        assert_eq!(pieces(html), [(text.to_owned(), false)]);
        assert_eq!(
            pieces("a <mark>b"),
            [("a ".to_owned(), false), ("b".to_owned(), true)]
        );
        assert_eq!(pieces("a</mark> b"), [("a</mark> b".to_owned(), false)]);
    }
}

//! What is wrong with the fields, told beside them and in a summary.

use kiosque_model::field_rules::{self, Fault, Field, Limits, check};
use web_sys::{Element as DomElement, HtmlElement};

use super::Desk;
use crate::components::discussion::form::{self, FIELDS, fault_id};
use crate::markup::element;
use crate::platform::elements;

/// From so many characters left on, they are counted.
const COUNTED_FROM: u32 = 500;

impl Desk {
    pub(super) fn fault(&self, field: Field) -> Option<Fault> {
        check(field, &self.value(field), &self.place.discussion.service).err()
    }

    pub(super) fn is_faulty(&self, field: Field) -> bool {
        self.control(field)
            .is_some_and(|control| control.has_attribute("aria-invalid"))
    }

    pub(super) fn show_fault(&self, field: Field, fault: Option<Fault>) {
        let Some(control) = self.control(field) else {
            return;
        };
        let _ = match fault {
            Some(_) => control.set_attribute("aria-invalid", "true"),
            None => control.remove_attribute("aria-invalid"),
        };
        let sentence = fault.map(|fault| (self.words().fault)(field, fault));
        let place = elements::first::<DomElement>(&self.form, &format!("#{}", fault_id(field)));
        if let Some(place) = place {
            place.set_text_content(sentence.as_deref());
        }
    }

    /// Tells all faults in a summary that leads to the fields. False where there is one.
    pub(super) fn is_sound(&self) -> bool {
        let words = self.words();
        let faults: Vec<_> = FIELDS
            .into_iter()
            // A change has no signature.
            .filter(|field| *field == Field::Text || self.changed.get().is_none())
            .filter_map(|field| {
                let fault = self.fault(field);
                self.show_fault(field, fault);
                Some((field, fault?))
            })
            .collect();
        let Some(summary) = elements::first::<HtmlElement>(&self.form, ".form-faults") else {
            return faults.is_empty();
        };
        summary.set_hidden(faults.is_empty());
        summary.set_text_content(None);
        if faults.is_empty() {
            return true;
        }
        let links = faults.iter().map(|(field, fault)| {
            element("li").child(
                element("a")
                    .with("href", format!("#{}", form::id(*field)))
                    .child((words.fault)(*field, *fault)),
            )
        });
        let count = u32::try_from(faults.len()).unwrap_or(u32::MAX);
        let title = element("h4").child((words.mend)(count)).make();
        let list = element("ul").child(links.collect::<Vec<_>>()).make();
        let _ = summary.append_with_node_2(&title, &list);
        let _ = summary.focus();
        false
    }

    pub(super) fn count(&self) {
        let words = self.words();
        let driver = self.place.discussion.service.driver;
        let most = Limits::of(driver).most(Field::Text);
        let now = field_rules::length(self.value(Field::Text).trim(), driver);
        let said = if now > most {
            (words.characters_over)(now - most)
        } else if most - now <= COUNTED_FROM {
            (words.characters_left)(most - now)
        } else {
            String::new()
        };
        if let Some(place) = elements::first::<DomElement>(&self.form, ".form-count") {
            place.set_text_content(Some(&said));
        }
    }
}

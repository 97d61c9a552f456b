//! The summary of a refused form: its problems in the order in which the form asks, whatever order they were found in.
//! Only the finished page knows that order, since rules, types and actions each find problems in their own.

/// What the summary of `parts/form.html` opens with.
const SUMMARY: &str = "aria-labelledby=\"errors-heading\"";

/// The page with its summary sorted by where the controls stand; a page without one as it is.
pub(super) fn in_order_of_fields(page: String) -> String {
    sorted(&page).unwrap_or(page)
}

fn sorted(page: &str) -> Option<String> {
    let (before, summary) = page.split_once(SUMMARY)?;
    let (heading, rest) = summary.split_once("<ul>")?;
    let (items, form) = rest.split_once("</ul>")?;
    let place = |item: &&str| control(item).and_then(|id| form.find(&format!(" id=\"{id}\""))).unwrap_or(usize::MAX);
    let mut items: Vec<&str> = items.split_inclusive("</li>").collect();
    items.sort_by_cached_key(place);
    let items = items.concat();
    Some([before, SUMMARY, heading, "<ul>", items.as_str(), "</ul>", form].concat())
}

/// The id of the control that an entry of the summary leads to.
fn control(item: &str) -> Option<&str> {
    item.split_once("href=\"#")?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_stand_in_the_order_of_the_form() {
        let entry = |field: &str| format!("<li><a href=\"#f-{field}\">{field}</a></li>");
        let page = |fields: &[&str]| {
            let items: String = fields.iter().map(|field| entry(field)).collect();
            format!(
                "<div {SUMMARY}><h2 id=\"errors-heading\">2</h2>\n<ul>{items}</ul></div>\
                 <input id=\"f-name\"><input id=\"f-name-day\"><input id=\"f-city\"><ul><li>x</li></ul>"
            )
        };
        let found = page(&["gone", "city", "name-day", "name"]);
        assert_eq!(in_order_of_fields(found), page(&["name", "name-day", "city", "gone"]));
        let plain = "<ul><li>a</li></ul>".to_owned();
        assert_eq!(in_order_of_fields(plain.clone()), plain);
    }
}

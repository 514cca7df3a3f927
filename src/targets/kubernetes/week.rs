//! Windows as minutes of a week. In: the days and hours of a window. Out: spans of minutes, joined and grouped by
//! their hours. Knows no target.

use crate::plan::windows::{self, weekdays};
use crate::syntax::tree::Window;

/// Minutes of a day.
pub const DAY: usize = windows::DAY as usize;
/// Minutes of a week, which begins on Monday at midnight.
pub const WEEK: usize = windows::WEEK as usize;

/// The minutes of a week that something holds in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes(Vec<bool>);

/// Spans of one length that begin at one time of the day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spans {
    /// Minutes after midnight at the start, and the days; 0 is Monday.
    pub start: (usize, Vec<usize>),
    /// Minutes after midnight at the end, and the days.
    pub end: (usize, Vec<usize>),
}

impl Minutes {
    /// No minute.
    pub fn none() -> Self {
        Self(vec![false; WEEK])
    }

    /// The minutes of a window; none if it is not by days of the week.
    pub fn of(window: &Window) -> Option<Self> {
        let days = weekdays(&window.on);
        let (from, length) = hours(window);
        let mut minutes = Self::none();
        for day in &days {
            for minute in 0..length {
                if let Some(bit) =
                    minutes.0.get_mut((usize::from(*day) * DAY + from + minute) % WEEK)
                {
                    *bit = true;
                }
            }
        }
        (!days.is_empty()).then_some(minutes)
    }

    /// Whether it holds in a minute.
    pub fn has(&self, minute: usize) -> bool {
        self.0.get(minute).copied().unwrap_or(false)
    }

    /// Adds the minutes of another.
    pub fn join(&mut self, other: &Self) {
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine |= other;
        }
    }

    /// All other minutes.
    pub fn others(&self) -> Self {
        Self(self.0.iter().map(|minute| !minute).collect())
    }

    /// Its spans, grouped by their hours; none for a whole week, which has no ends.
    pub fn spans(&self) -> Vec<Spans> {
        let begins = |minute: &usize| self.has(*minute) && !self.has((minute + WEEK - 1) % WEEK);
        let mut groups: Vec<(usize, Spans)> = Vec::new();
        for start in (0..WEEK).filter(begins) {
            let length = (0..WEEK).take_while(|more| self.has((start + more) % WEEK)).count();
            let end = (start + length) % WEEK;
            let same =
                |group: &&mut (usize, Spans)| group.0 == length && group.1.start.0 == start % DAY;
            match groups.iter_mut().find(same) {
                Some((_, spans)) => {
                    spans.start.1.push(start / DAY);
                    spans.end.1.push(end / DAY);
                }
                None => groups.push((
                    length,
                    Spans {
                        start: (start % DAY, vec![start / DAY]),
                        end: (end % DAY, vec![end / DAY]),
                    },
                )),
            }
        }
        groups.into_iter().map(|(_, spans)| spans).collect()
    }
}

/// Minutes after midnight at which a window begins, and how many it lasts.
pub fn hours(window: &Window) -> (usize, usize) {
    let (from, length) = windows::hours(window);
    (from as usize, length as usize)
}

//! Times as AWS's schedulers take them. In: days and minutes, or an instant. Out: cron and `at` expressions.

/// The days as both schedulers read them, Sunday first: `MON-FRI`, `SUN,SAT`, `*` for all.
pub fn days(days: &[u8]) -> String {
    const NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    let mut known: Vec<usize> = days.iter().map(|day| (usize::from(*day) + 1) % 7).collect();
    known.sort_unstable();
    known.dedup();
    if known.len() == NAMES.len() {
        return "*".to_owned();
    }
    let runs = runs(&known);
    let name = |at: usize| NAMES.get(at).copied().unwrap_or("SUN");
    let shown = |(first, last): &(usize, usize)| match last - first {
        0 => name(*first).to_owned(),
        1 => format!("{},{}", name(*first), name(*last)),
        _ => format!("{}-{}", name(*first), name(*last)),
    };
    runs.iter().map(shown).collect::<Vec<_>>().join(",")
}

fn runs(days: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            Some(_) | None => runs.push((*day, *day)),
        }
    }
    runs
}

/// Five fields, for scaling groups: `0 8 * * MON-FRI`.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html>
pub fn recurrence(days: &[u8], minute: u16) -> String {
    format!("{} {} * * {}", minute % 60, minute / 60, self::days(days))
}

/// Six fields, for application auto scaling: `cron(0 8 ? * MON-FRI *)`.
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html>
pub fn cron(days: &[u8], minute: u16) -> String {
    format!("cron({} {} ? * {} *)", minute % 60, minute / 60, self::days(days))
}

/// Once, for application auto scaling: `at(2027-11-26T05:00:00)`, in the action's time zone, which is UTC.
pub fn at(instant: &str) -> String {
    format!("at({})", instant.trim_end_matches('Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_run_from_sunday_and_never_wrap() {
        assert_eq!(days(&[0, 1, 2, 3, 4]), "MON-FRI");
        assert_eq!(days(&[5, 6]), "SUN,SAT");
        assert_eq!(days(&[4, 5, 6, 0]), "SUN,MON,FRI,SAT");
        assert_eq!(days(&[0, 1, 2, 3, 4, 5, 6]), "*");
    }

    #[test]
    fn fields_are_five_or_six() {
        assert_eq!(recurrence(&[0], 510), "30 8 * * MON");
        assert_eq!(cron(&[0], 510), "cron(30 8 ? * MON *)");
        assert_eq!(at("2027-11-26T05:00:00Z"), "at(2027-11-26T05:00:00)");
    }
}

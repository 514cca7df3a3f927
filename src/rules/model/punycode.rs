//! Labels of other scripts as name servers hold them (RFC 3492). In: a label. Out: `xn--…`.

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;

/// The encoded form of a label with characters beyond ASCII; none where it is too long to have one.
pub fn label(text: &str) -> Option<String> {
    let characters: Vec<u32> = text.chars().map(u32::from).collect();
    let mut out: String = text.chars().filter(char::is_ascii).collect();
    let plain = u32::try_from(out.len()).ok()?;
    if plain > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, plain);
    while (handled as usize) < characters.len() {
        let lowest = characters.iter().copied().filter(|code| *code >= next).min()?;
        delta = delta.checked_add((lowest - next).checked_mul(handled + 1)?)?;
        next = lowest;
        for code in &characters {
            if *code < next {
                delta = delta.checked_add(1)?;
            }
            if *code == next {
                number(delta, bias, &mut out);
                bias = adapted(delta, handled + 1, handled == plain);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(format!("xn--{out}"))
}

/// A number of variable length, the lowest digit first.
fn number(delta: u32, bias: u32, out: &mut String) {
    let mut rest = delta;
    let mut place = BASE;
    loop {
        let least = place.saturating_sub(bias).clamp(LEAST, MOST);
        if rest < least {
            out.extend(char::from_digit(rest, BASE).map(shifted));
            return;
        }
        out.extend(char::from_digit(least + (rest - least) % (BASE - least), BASE).map(shifted));
        rest = (rest - least) / (BASE - least);
        place += BASE;
    }
}

/// Digits of a label are `a` to `z`, then `0` to `9`.
fn shifted(digit: char) -> char {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let at = digit.to_digit(BASE).and_then(|at| DIGITS.get(at as usize));
    at.map_or(digit, |byte| char::from(*byte))
}

fn adapted(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut place = 0;
    while delta > ((BASE - LEAST) * MOST) / 2 {
        delta /= BASE - LEAST;
        place += BASE;
    }
    place + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_encoded_as_the_rfc_does() {
        assert_eq!(label("bücher").as_deref(), Some("xn--bcher-kva"));
        assert_eq!(label("münchen").as_deref(), Some("xn--mnchen-3ya"));
        assert_eq!(label("例え").as_deref(), Some("xn--r8jz45g"));
    }
}

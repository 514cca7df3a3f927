//! What the grammar's rules are called where people read. The match is complete: a new rule does not compile
//! before it has a name.

use super::grammar::Rule;

/// How a rule is called in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A fixed word of the language.
    Word,
    /// In words.
    Words(&'static str),
    /// Never expected by itself: its first part is.
    None,
}

/// The name of a rule.
#[allow(clippy::too_many_lines, reason = "one line for each rule of the grammar")]
pub(super) fn name(rule: Rule) -> Name {
    match rule {
        Rule::end => Name::Words("the end of the line"),
        Rule::open | Rule::options => Name::Words("`{`"),
        Rule::assign => Name::Words("`=`"),
        Rule::value | Rule::single_or_range => Name::Words("a value"),
        Rule::literal | Rule::volume => Name::Words("a number"),
        Rule::text => Name::Words("a string in double quotes"),
        Rule::word | Rule::key => Name::Words("a name"),
        Rule::list => Name::Words("a list in brackets"),
        Rule::list_close => Name::Words("`]`"),
        Rule::item_comma => Name::Words("`,`"),
        Rule::dots => Name::Words("`..`"),
        Rule::arrow => Name::Words("`->`"),
        Rule::op => Name::Words("`<`, `<=`, `>` or `>=`"),
        Rule::stat => Name::Words("a statistic such as `p95`"),
        Rule::scope => Name::Words("a scope such as `region`"),
        Rule::direction => Name::Words("`out` or `in`"),
        Rule::severity => Name::Words("`warn` or `page`"),
        Rule::gaps => Name::Words("`bad`, `fine` or `ignored`"),
        Rule::frequency => Name::Words("a frequency such as `daily`"),
        Rule::patch_target => Name::Words("`terraform` or `kubernetes`"),
        Rule::blue_green => Name::Words("`blue-green`"),
        Rule::all_at_once => Name::Words("`all-at-once`"),
        Rule::metric => Name::Words("a metric"),
        Rule::condition | Rule::term => Name::Words("a condition"),
        Rule::bound => Name::Words("a figure or `objective`"),
        Rule::kind_named
        | Rule::kind_placed
        | Rule::kind_bare
        | Rule::kind_tier
        | Rule::kind_patch => Name::Words("a block"),
        Rule::bucket => Name::Words("`bucket`"),
        Rule::rings => Name::Words("a chain such as `staging -> prod`"),
        Rule::rolling => Name::Words("`rolling`"),
        Rule::canary => Name::Words("`canary`"),
        Rule::lose => Name::Words("`lose`"),
        Rule::drill_load => Name::Words("`load`"),
        Rule::least => Name::Words("`least`"),
        Rule::most => Name::Words("`most`"),
        Rule::wait => Name::Words("`then`"),
        Rule::or_amount => Name::Words("`or`"),
        Rule::every => Name::Words("`every`"),
        Rule::after => Name::Words("`after`"),
        Rule::ahead => Name::Words("`ahead`"),
        Rule::hours | Rule::from_region | Rule::from_volume => Name::Words("`from`"),
        Rule::treating => Name::Words("`treating`"),
        Rule::to_regions | Rule::to_place => Name::Words("`to`"),
        Rule::within => Name::Words("`within`"),
        Rule::lasting => Name::Words("`for`"),
        Rule::of_capacity => Name::Words("`of`"),
        Rule::per_replica | Rule::per_thing => Name::Words("`per`"),
        Rule::on_platform => Name::Words("`on`"),
        Rule::with_profile => Name::Words("`with`"),
        Rule::up_to => Name::Words("`up`"),
        Rule::file
        | Rule::blank
        | Rule::comment
        | Rule::missing_separator
        | Rule::lost_open
        | Rule::lost_brace
        | Rule::close
        | Rule::missing_close
        | Rule::resume
        | Rule::broken
        | Rule::broken_head
        | Rule::stray_comma
        | Rule::junk
        | Rule::attribute
        | Rule::promise
        | Rule::named
        | Rule::placed
        | Rule::bare
        | Rule::tier
        | Rule::patch
        | Rule::keep
        | Rule::step
        | Rule::pace
        | Rule::window
        | Rule::predict
        | Rule::alarm
        | Rule::notify
        | Rule::route
        | Rule::uses
        | Rule::failover
        | Rule::replicate
        | Rule::release
        | Rule::backup
        | Rule::drill
        | Rule::allow
        | Rule::use_file
        | Rule::hold
        | Rule::ramp
        | Rule::send
        | Rule::EOI
        | Rule::body
        | Rule::gap
        | Rule::separator
        | Rule::between
        | Rule::braces
        | Rule::piece
        | Rule::bracket
        | Rule::resumes
        | Rule::statement
        | Rule::segment
        | Rule::block
        | Rule::otherwise
        | Rule::origin
        | Rule::target
        | Rule::join
        | Rule::single
        | Rule::item
        | Rule::quoted
        | Rule::open_list
        | Rule::tail
        | Rule::when
        | Rule::for_
        | Rule::because
        | Rule::until
        | Rule::to
        | Rule::over
        | Rule::setting => Name::None,
        Rule::k_when
        | Rule::k_for
        | Rule::k_and
        | Rule::k_or
        | Rule::k_then
        | Rule::k_else
        | Rule::k_because
        | Rule::k_until
        | Rule::k_to
        | Rule::k_from
        | Rule::k_within
        | Rule::k_every
        | Rule::k_after
        | Rule::k_treating
        | Rule::k_ahead
        | Rule::k_over
        | Rule::k_allow
        | Rule::k_as
        | Rule::k_at
        | Rule::k_backup
        | Rule::k_bucket
        | Rule::k_by
        | Rule::k_canary
        | Rule::k_capacity
        | Rule::k_drill
        | Rule::k_failover
        | Rule::k_gaps
        | Rule::k_hold
        | Rule::k_in
        | Rule::k_keep
        | Rule::k_least
        | Rule::k_load
        | Rule::k_lose
        | Rule::k_most
        | Rule::k_notify
        | Rule::k_objective
        | Rule::k_of
        | Rule::k_on
        | Rule::k_per
        | Rule::k_predict
        | Rule::k_ramp
        | Rule::k_release
        | Rule::k_replica
        | Rule::k_replicate
        | Rule::k_rolling
        | Rule::k_route
        | Rule::k_scale
        | Rule::k_send
        | Rule::k_up
        | Rule::k_use
        | Rule::k_users
        | Rule::k_uses
        | Rule::k_wait
        | Rule::k_with => Name::Word,
    }
}

/// The fixed word that a rule stands for, without backticks.
pub(super) fn word(rule: Rule) -> Option<String> {
    let is_word = name(rule) == Name::Word;
    is_word.then(|| format!("{rule:?}").trim_start_matches("k_").to_owned())
}

/// Whether a pair of the rule carries nothing that the tree keeps.
pub(super) fn is_fixed(rule: Rule) -> bool {
    matches!(rule, Rule::resume | Rule::end | Rule::dots | Rule::arrow | Rule::assign | Rule::gap)
        || name(rule) == Name::Word
}

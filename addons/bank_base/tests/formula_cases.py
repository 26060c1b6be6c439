# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Formulas and data made at random, for the property tests of the formula engine."""

from datetime import date

from hypothesis import strategies as st

from ..tools.formula import Money, Rounding, Variable

VARIABLES = {
    **dict.fromkeys("abc", Variable()),
    **dict.fromkeys("mn", Variable("money")),
    **dict.fromkeys("de", Variable("date")),
    **dict.fromkeys("pq", Variable("boolean")),
    "t": Variable("text"),
}

LEAVES = {
    "number": [
        *("a", "b", "c", "0", "1", "0.5", "3", "15%", "missing", "1000.05", "7"),
        *("m / n", "days(d, e)", "months(d, e)", "(e - d)"),
    ],
    "money": ["m", "n", "1000.05 RUB", "10 USD", "0", "missing"],
    "boolean": [
        *("p", "q", "missing", "p = q", 't = "x"', 't in ("x", "y")', "m > n"),
        *("m = 0", "d < e", "d = 2026-02-28", "true"),
    ],
}
# one letter an operand: N number, M money, B yes/no
RULES = {
    "number": [
        *("(N + N)", "(N - N)", "(N * N)", "(N / N)", "min(N, N, N)", "max(N, N)"),
        *("sum(N, N, N)", "avg(N, N, N)", "count(N, N)", "coalesce(N, N, N)"),
        *("abs(N)", "-(N)", "round(N, 0)", "round(N, 3)", "round(N, -2)"),
        *("if(B, N, N)", "(N / 7)", "(N * 15%)", "(M / M)"),
    ],
    "money": [
        *("(M + M)", "(M - M)", "(M * N)", "(M / N)", "(M / 12)", "min(M, M)"),
        *("max(M, M, M)", "sum(M, M)", "avg(M, M)", "coalesce(M, M)", "if(B, M, M)"),
        *("abs(M)", "-(M)", "round(M, -3)"),
    ],
    # a bare number with more places than the rule is refused: hence the + 0
    "boolean": [
        *("((N) + 0 = (N) + 0)", "((N) + 0 <> (N) + 0)", "((N) + 0 < (N) + 0)"),
        *("((N) + 0 <= (N) + 0)", "((N) + 0 > (N) + 0)", "((N) + 0 >= (N) + 0)"),
        *("((N)+0 between (N)+0 and (N)+0)", "((N)+0 in ((N)+0, (N)+0))"),
        *("((N)+0 not in ((N)+0, (N)+0))", "(M > M)", "(M = M)", "(B and B)"),
        *("(B or B)", "(B and B and B)", "(not B)", "ismissing(N)", "if(B, B, B)"),
    ],
}
KINDS = {"N": "number", "M": "money", "B": "boolean"}


@st.composite
def make_formula(draw, kind, depth=3):
    """Return the text of a formula of a kind."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(LEAVES[kind]))
    rule = draw(st.sampled_from(RULES[kind]))
    return "".join(
        draw(make_formula(KINDS[letter], depth - 1)) if letter in KINDS else letter
        for letter in rule
    )


FLOATS = st.one_of(
    st.none(),
    st.integers(-20, 20).map(float),
    st.integers(-(10**9), 10**9).map(lambda whole: whole / 100),
    st.integers(-(10**6), 10**6).map(lambda whole: whole / 1000),
    st.sampled_from(
        [
            *(0.1, 0.2, 0.3, 0.30000000000000004, 1e-16, 1e-9, 1.005, 2.675, 1e17),
            *(2e18, float("inf"), 123456789012345.67, 9007199254740993.0, 5e-324),
        ]
    ),
    st.floats(allow_nan=True, allow_infinity=True),
)
AMOUNTS = st.one_of(
    st.none(),
    st.builds(Money, FLOATS, st.sampled_from(["RUB", "RUB", "RUB", "USD", None])),
)
DATES = st.one_of(
    st.none(),
    st.dates(date(1999, 1, 1), date(2101, 1, 1)),
    st.sampled_from([date(2026, 1, 31), date(2026, 2, 28), date(2024, 2, 29)]),
)
RECORDS = st.fixed_dictionaries(
    {
        **dict.fromkeys("abc", FLOATS),
        **dict.fromkeys("mn", AMOUNTS),
        **dict.fromkeys("de", DATES),
        **dict.fromkeys("pq", st.sampled_from([None, True, False])),
        "t": st.sampled_from([None, "x", "y", "z", 5]),
    }
)
ROUNDINGS = st.builds(
    Rounding, st.integers(-2, 6), st.sampled_from(["half_up", "half_even"])
)

# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which steps of a route are open, which wait, and what a change starts anew."""

from dataclasses import dataclass

OPEN_RESULTS = (None, "pending")
PASSED_RESULTS = ("approved", "conditional", "advised", "skipped")
REFUSED_RESULTS = ("rejected", "no_quorum")


class RouteError(ValueError):
    """A route that cannot be walked; ``code`` says why."""

    def __init__(self, code, key):
        super().__init__(f"{code}: {key}")
        self.code, self.key = code, key


@dataclass(frozen=True)
class Step:
    """One step.

    :param group: steps of one parallel group open together, with its first one
    :param parts: fields and papers it judges; empty: everything
    :param builds_on: steps whose results it judges
    :param level: level of authority; a person decides once on each
    :param is_advice: an opinion: whatever it says, the route goes on
    :param return_to: on a refusal the route goes back to this step; None: it stops
    """

    key: object
    sequence: int = 10
    group: str = ""
    parts: frozenset = frozenset()
    builds_on: frozenset = frozenset()
    level: int = 0
    is_advice: bool = False
    return_to: object = None


@dataclass(frozen=True)
class Standing:
    """Where a route stands.

    ``outcome`` is pending, approved, rejected or returned; ``cancelled`` are steps
    whose people are asked no more because the matter is decided.
    """

    outcome: str
    open: tuple = ()
    waiting: tuple = ()
    finished: tuple = ()
    skipped: tuple = ()
    cancelled: tuple = ()
    returned_to: object = None


def check_route(steps):
    """Raise :class:`RouteError` for a route that could not be walked."""
    keys = [step.key for step in steps]
    for step in steps:
        if keys.count(step.key) > 1:
            raise RouteError("double_step", step.key)
        if step.builds_on - set(keys):
            raise RouteError("unknown_step", step.key)
    places = _place(steps)
    for step in steps:
        if any(places[other] >= places[step.key] for other in step.builds_on):
            raise RouteError("builds_on_later", step.key)
        target = step.return_to
        if (
            target is not None
            and places.get(target, places[step.key]) >= places[step.key]
        ):
            raise RouteError("returns_forward", step.key)


def find_waves(steps):
    """Return the steps in waves that open one after another.

    >>> law, safe = Step("law", 20, "expertise"), Step("safe", 30, "expertise")
    >>> waves = find_waves([Step("board", 40), law, safe, Step("head", 10)])
    >>> [[step.key for step in wave] for wave in waves]
    [['head'], ['law', 'safe'], ['board']]
    """
    places, waves = _place(steps), {}
    for step in steps:
        waves.setdefault(places[step.key], []).append(step)
    return [
        tuple(sorted(waves[place], key=lambda step: (step.sequence, str(step.key))))
        for place in sorted(waves)
    ]


def _place(steps):
    first = {}
    for step in steps:
        if step.group:
            first[step.group] = min(step.sequence, first.get(step.group, step.sequence))
    return {step.key: first.get(step.group, step.sequence) for step in steps}


def stand(steps, results, applies=None):
    """Return the :class:`Standing` of a route.

    :param results: ``{key: outcome}`` of steps asked so far
    :param applies: ``{key: bool}``: steps whose condition does not hold are skipped

    >>> steps = [Step("law", 10, is_advice=True), Step("safe", 10), Step("board", 20)]
    >>> stand(steps, {"law": "rejected"}).open
    ('safe',)
    >>> stand(steps, {"law": "rejected", "safe": "approved"}).open
    ('board',)
    >>> stand(steps, {"safe": "rejected"}).cancelled
    ('law', 'board')
    """
    applies = applies or {}
    left = [step for step in steps if applies.get(step.key, True)]
    skipped = tuple(step.key for step in steps if not applies.get(step.key, True))
    done = {step.key: _is_done(step, results.get(step.key)) for step in left}
    finished = tuple(step.key for step in left if done[step.key])
    unfinished = tuple(
        key for wave in find_waves(left) for key in _keys(wave) if not done[key]
    )
    refused = _find_refusal(left, results)
    if refused:
        return Standing(
            "rejected" if refused.return_to is None else "returned",
            finished=finished, skipped=skipped, cancelled=unfinished,
            returned_to=refused.return_to,
        )  # fmt: skip
    for wave in find_waves(left):
        if opened := tuple(key for key in _keys(wave) if not done[key]):
            later = tuple(key for key in unfinished if key not in opened)
            return Standing("pending", opened, later, finished, skipped)
    return Standing("approved", finished=finished, skipped=skipped)


def _keys(wave):
    return tuple(step.key for step in wave)


def _is_done(step, result):
    if result in OPEN_RESULTS:
        return False
    if result not in PASSED_RESULTS + REFUSED_RESULTS:
        raise RouteError("unknown_result", step.key)
    return True


def _find_refusal(steps, results):
    """Return the refused step that stops the route; a stop outweighs a return."""
    refused = [
        step
        for step in steps
        if not step.is_advice and results.get(step.key) in REFUSED_RESULTS
    ]
    places = _place(steps)
    order = {
        step.key: (step.return_to is not None, places.get(step.return_to, 0))
        for step in refused
    }
    return min(refused, key=lambda step: order[step.key], default=None)


def find_restarts(steps, changed, reopened=()):
    """Return the keys of steps that a new round asks again, in the order of the route.

    :param changed: fields and papers that are not what was decided on
    :param reopened: steps that start anew whatever changed (a return)

    >>> law = Step("law", 10, parts=frozenset({"charter"}))
    >>> safe = Step("safe", 10, parts=frozenset({"passport"}))
    >>> risk = Step("risk", 20, parts=frozenset({"amount"}), builds_on=frozenset({"law"}))
    >>> find_restarts([law, safe, risk], {"charter"})
    ('law', 'risk')
    """
    changed, again = frozenset(changed), set(reopened)
    ordered = [step for wave in find_waves(steps) for step in wave]
    for step in ordered:
        hit = changed and (not step.parts or step.parts & changed)
        if hit or step.builds_on & again:
            again.add(step.key)
    return tuple(step.key for step in ordered if step.key in again)


def find_returns(steps, target):
    """Return the steps asked again when the route goes back to ``target``."""
    places = _place(steps)
    if target not in places:
        raise RouteError("unknown_step", target)
    ordered = [step for wave in find_waves(steps) for step in wave]
    return tuple(step.key for step in ordered if places[step.key] >= places[target])


def find_repeats(steps, people):
    """Return ``{(key, person): key}``: where a decision is taken over, and from where.

    Somebody who sits on several steps of **one** level of authority is asked on the
    first only. Advice never stands for a decision, nor a decision for advice.

    :param people: ``{key: persons asked}``

    >>> steps = [Step("visa", 10, level=1), Step("head", 20, level=1), Step("board", 30, level=2)]
    >>> find_repeats(steps, {"visa": ["ann"], "head": ["ann"], "board": ["ann"]})
    {('head', 'ann'): 'visa'}
    """
    first, repeats = {}, {}
    for wave in find_waves(steps):
        for step in wave:
            for person in people.get(step.key, ()):
                place = (person, step.level, step.is_advice)
                if place in first:
                    repeats[step.key, person] = first[place]
                else:
                    first[place] = step.key
    return repeats

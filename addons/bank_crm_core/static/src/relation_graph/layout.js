/** Where the nodes of a graph of relations stand: owners and directors above, what they
 * own and direct below, relatives beside. The same graph gives the same picture.
 */

export const NODE_WIDTH = 190;
export const NODE_HEIGHT = 74;
const GAP_X = 46;
const GAP_Y = 92;
const IN_A_ROW = 7;
const SWEEPS = 4;

/** People by their number, then objects ("bank.agreement,5") by their key. */
export function compareIds(a, b) {
    if (typeof a !== typeof b) {
        return typeof a === "number" ? -1 : 1;
    }
    return a < b ? -1 : Number(a > b);
}

/** Give every node its rank: that of the root is 0, an owner stands one above. */
function rankNodes(nodes, edges, rootId) {
    const ranks = new Map([[rootId, 0]]);
    const queue = [rootId];
    while (queue.length) {
        const id = queue.shift();
        for (const edge of edges) {
            const isFrom = edge.from === id;
            if (!isFrom && edge.to !== id) {
                continue;
            }
            const other = isFrom ? edge.to : edge.from;
            if (!ranks.has(other)) {
                const step = edge.is_symmetric ? 0 : isFrom ? 1 : -1;
                ranks.set(other, ranks.get(id) + step);
                queue.push(other);
            }
        }
    }
    return new Map(nodes.map((node) => [node.id, ranks.get(node.id) ?? 0]));
}

/** Cut a rank of many nodes into rows. */
function makeRows(nodes, ranks) {
    const rows = [];
    for (const rank of [...new Set(ranks.values())].sort((a, b) => a - b)) {
        const row = nodes.filter((node) => ranks.get(node.id) === rank);
        row.sort((a, b) => a.level - b.level || compareIds(a.id, b.id));
        for (let start = 0; start < row.length; start += IN_A_ROW) {
            rows.push(row.slice(start, start + IN_A_ROW).map((node) => node.id));
        }
    }
    return rows;
}

/** Bring related nodes over one another: each row in the order of its neighbours. */
function orderRows(rows, edges) {
    const place = new Map();
    const note = (row) =>
        row.forEach((id, index) => place.set(id, index - (row.length - 1) / 2));
    rows.forEach(note);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
        for (const row of sweep % 2 ? [...rows].reverse() : rows) {
            const wanted = new Map(
                row.map((id) => [id, middleOfNeighbours(id, edges, place)])
            );
            row.sort((a, b) => wanted.get(a) - wanted.get(b) || compareIds(a, b));
            note(row);
        }
    }
}

function middleOfNeighbours(id, edges, place) {
    const places = edges
        .filter((edge) => edge.from === id || edge.to === id)
        .map((edge) => place.get(edge.from === id ? edge.to : edge.from));
    return places.length
        ? places.reduce((sum, value) => sum + value, 0) / places.length
        : place.get(id);
}

/** @returns {{positions: Map, width: number, height: number}} middles of the nodes */
export function layOut(nodes, edges, rootId) {
    const rows = makeRows(nodes, rankNodes(nodes, edges, rootId));
    orderRows(rows, edges);
    const longest = Math.max(1, ...rows.map((row) => row.length));
    const width = longest * (NODE_WIDTH + GAP_X) + GAP_X;
    const positions = new Map();
    rows.forEach((row, index) => {
        const start = width / 2 - ((row.length - 1) * (NODE_WIDTH + GAP_X)) / 2;
        row.forEach((id, place) => {
            positions.set(id, {
                x: start + place * (NODE_WIDTH + GAP_X),
                y: GAP_Y / 2 + NODE_HEIGHT / 2 + index * (NODE_HEIGHT + GAP_Y),
            });
        });
    });
    return { positions, width, height: rows.length * (NODE_HEIGHT + GAP_Y) };
}

/** Where the line from one middle to another leaves the box around the first. */
export function leaveBox(from, to) {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const scale = Math.max(
        Math.abs(dx) / (NODE_WIDTH / 2),
        Math.abs(dy) / (NODE_HEIGHT / 2),
        1
    );
    return { x: from.x + dx / scale, y: from.y + dy / scale };
}

// ---------------------------------------------------------------- lines and their words

// how high a line rises over its row, and how far it keeps from a box that it passes
const RISE = 44;
const CLEARANCE = 18;
const WIDER = 40;
const TRIES = 8;
// about the size of a letter of the words on a line
const LETTER_WIDTH = 7.2;
const LINE_HEIGHT = 15;
const PARALLEL = 12;
const PLACES = [0.5, 0.35, 0.65, 0.25, 0.75, 0.15, 0.85];

function boxAround(middle, width, height) {
    return {
        left: middle.x - width / 2,
        right: middle.x + width / 2,
        top: middle.y - height / 2,
        bottom: middle.y + height / 2,
    };
}

/** The box of a node around its middle. */
export function nodeBox(middle) {
    return boxAround(middle, NODE_WIDTH, NODE_HEIGHT);
}

function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The point of a curve (start, control, end) at a part of its way, from 0 to 1. */
export function pointAt({ start, control, end }, way) {
    const rest = 1 - way;
    const along = (axis) =>
        rest * rest * start[axis] +
        2 * rest * way * control[axis] +
        way * way * end[axis];
    return { x: along("x"), y: along("y") };
}

/**
 * The curve from one node to another: straight, but over the boxes of their own row and
 * beside a box that stands between them.
 *
 * @param {number} index of the lines between the same two
 * @param {Array} middles of all nodes
 */
export function drawCurve(from, to, index, middles) {
    return from.y === to.y
        ? arcOverRow(from, to, index)
        : lineBetweenRows(from, to, index, middles);
}

function arcOverRow(from, to, index) {
    const side = index % 2 ? 1 : -1;
    const y = from.y + (side * NODE_HEIGHT) / 2;
    const reach = (Math.sign(to.x - from.x) * NODE_WIDTH) / 4;
    const rise = RISE + Math.floor(index / 2) * LINE_HEIGHT;
    return {
        start: { x: from.x + reach, y },
        control: { x: (from.x + to.x) / 2, y: y + side * rise },
        end: { x: to.x - reach, y },
        lift: (side * LINE_HEIGHT) / 1.5,
    };
}

function lineBetweenRows(from, to, index, middles) {
    const shift = ({ x, y }) => ({ x: x + index * PARALLEL, y });
    const start = shift(leaveBox(from, to));
    const end = shift(leaveBox(to, from));
    const control = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    const others = middles.filter((middle) => ![from, to].includes(middle));
    const between = others.find((middle) => crosses({ start, control, end }, middle));
    return between
        ? lineBeside(from, to, control, between)
        : { start, control, end, lift: 0 };
}

/** Bend the line until it passes the box that stands between. */
function lineBeside(from, to, control, between) {
    const side = Math.sign(control.x - between.x) || 1;
    let curve = null;
    for (let step = 1; step <= TRIES; step++) {
        const x = between.x + side * (NODE_WIDTH / 2 + step * WIDER);
        const bent = { x, y: control.y };
        const [start, end] = [leaveBox(from, bent), leaveBox(to, bent)];
        curve = { start, control: bent, end, lift: 0 };
        if (!crosses(curve, between)) {
            break;
        }
    }
    return curve;
}

/** Whether a curve comes too near to the box of a node. */
function crosses(curve, middle) {
    const box = boxAround(middle, NODE_WIDTH + CLEARANCE, NODE_HEIGHT + CLEARANCE);
    return Array.from({ length: 19 }, (_, step) =>
        pointAt(curve, (step + 1) / 20)
    ).some(
        ({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom
    );
}

/**
 * Where the words of a line stand: on it, at the first place where they cover neither
 * a node nor other words. The place is taken from then on.
 *
 * @param {number} wanted part of the way, from 0 to 1
 * @param {Array} taken boxes
 */
export function placeWords(curve, text, wanted, taken) {
    const width = text.length * LETTER_WIDTH;
    const boxAt = (way) => {
        const { x, y } = pointAt(curve, way);
        return boxAround({ x, y: y + curve.lift }, width, LINE_HEIGHT);
    };
    const ways = [wanted, ...PLACES];
    const free = ways.find((way) => !taken.some((box) => overlap(boxAt(way), box)));
    const box = boxAt(free ?? wanted);
    taken.push(box);
    return { x: (box.left + box.right) / 2, y: box.bottom - 3 };
}

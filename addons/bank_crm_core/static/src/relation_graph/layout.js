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

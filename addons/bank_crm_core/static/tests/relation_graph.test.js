import { expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    click,
    dblclick,
    manuallyDispatchProgrammaticEvent,
    press,
    queryAllTexts,
    queryOne,
} from "@odoo/hoot-dom";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { getDefaultConfig } from "@web/views/view";
import {
    drawCurve,
    layOut,
    nodeBox,
    placeWords,
    pointAt,
} from "@bank_crm_core/relation_graph/layout";
import { RelationGraph } from "@bank_crm_core/relation_graph/relation_graph";

const NODE = {
    level: 1,
    is_company: false,
    is_seen: true,
    is_client: true,
    facts: ["+7 916 000-00-01"],
    more: 0,
};
const EDGE = { is_symmetric: false, share: 0, since: "" };
const FIRM = { ...NODE, id: 1, name: "Firm", level: 0, is_company: true, more: 5 };
const ANNA = { ...NODE, id: 2, name: "Anna" };
const STRANGER = { ...NODE, id: 3, name: "Stranger", is_seen: false, facts: [] };
const BORIS = { ...NODE, id: 4, name: "Boris" };
const OWNS = { ...EDGE, id: 10, from: 2, to: 1, type: "Founder", nature: "ownership" };
const WORKS = { ...EDGE, id: 11, from: 3, to: 1, type: "Director", nature: "work" };
const WED = {
    ...EDGE,
    id: 12,
    from: 2,
    to: 4,
    type: "Spouse",
    nature: "kinship",
    is_symmetric: true,
};
const OBJECT = { model: "bank.agreement", res_id: 7 };
const LOAN = { ...NODE, ...OBJECT, id: "bank.agreement,7", name: "L-7" };
const PART = {
    ...EDGE,
    ...OBJECT,
    to: LOAN.id,
    type: "Guarantor",
    nature: "agreement",
};
const GRAPHS = {
    1: {
        root: 1,
        nodes: [FIRM, ANNA, STRANGER],
        edges: [{ ...OWNS, share: 60 }, WORKS],
    },
    5: {
        root: 5,
        nodes: [{ ...FIRM, id: 5 }, ANNA, LOAN],
        edges: [
            { ...OWNS, to: 5 },
            ...[5, 2].map((from) => ({ ...PART, id: `loan,${from}`, from })),
        ],
    },
    2: {
        root: 2,
        nodes: [{ ...ANNA, level: 0 }, FIRM, BORIS],
        edges: [OWNS, WED],
    },
};

defineMailModels();

async function mountGraph(canAdd = true, partnerId = 1) {
    onRpc("res.partner", "get_relation_graph", ({ args, kwargs }) => {
        expect.step(`read ${args[0][0]} ${kwargs.day || "today"}`);
        return {
            ...GRAPHS[partnerId === 1 ? args[0][0] : partnerId],
            natures: [
                ["kinship", "Kinship"],
                ["work", "Work"],
                ["ownership", "Ownership"],
                ["agreement", "Agreements"],
            ],
            can_add: canAdd,
        };
    });
    // the telephone in the bar asks at once
    mockService("bank_phone_call", { calls: [], refresh: async () => {} });
    onRpc("res.partner", "get_formview_action", ({ args }) => `open ${args[0][0]}`);
    onRpc(
        "bank.agreement",
        "get_formview_action",
        ({ args }) => `agreement ${args[0][0]}`
    );
    onRpc("res.partner", "action_add_relation", ({ args }) => `add ${args[0][0]}`);
    mockService("action", {
        doAction(action, options) {
            expect.step(
                action.res_id ? `${action.res_model} ${action.res_id}` : action
            );
            options?.onClose?.();
        },
    });
    const env = await makeMockEnv({ config: getDefaultConfig() });
    await mountWithCleanup(RelationGraph, {
        env,
        props: { action: { params: { partner_id: partnerId } }, className: "" },
    });
}

test("nodes and edges are drawn, owners above", async () => {
    await mountGraph();
    expect.verifySteps(["read 1 today"]);
    expect(queryAllTexts(".o_bank_graph_node .o_name")).toEqual([
        "Firm",
        "Anna",
        "Stranger",
    ]);
    expect(queryAllTexts(".o_bank_graph_edge text")).toEqual([
        "Founder 60 %",
        "Director",
    ]);
    expect(".o_bank_graph_more").toHaveCount(1);
    const { positions } = layOut(GRAPHS[1].nodes, GRAPHS[1].edges, 1);
    expect(positions.get(2).y).toBeLessThan(positions.get(1).y);
});

test("the same graph gives the same picture and no two nodes overlap", async () => {
    const nodes = Array.from({ length: 40 }, (_, id) => ({ ...NODE, id }));
    const edges = nodes.slice(1).map((node) => ({
        ...EDGE,
        id: node.id,
        from: node.id % 2 ? node.id : 0,
        to: node.id % 2 ? 0 : node.id,
    }));
    const first = layOut(nodes, edges, 0);
    const second = layOut([...nodes].reverse(), [...edges].reverse(), 0);
    const places = [...first.positions].map(([id, { x, y }]) => `${id} ${x} ${y}`);
    expect(
        [...second.positions].map(([id, { x, y }]) => `${id} ${x} ${y}`).sort()
    ).toEqual([...places].sort());
    expect(new Set(places.map((place) => place.replace(/^\d+ /, ""))).size).toBe(40);
});

const isIn = (box, { x, y }) =>
    x > box.left && x < box.right && y > box.top && y < box.bottom;

test("a line goes over its own row and beside a box that stands between", async () => {
    const [left, middle, right] = [0, 236, 472].map((x) => ({ x, y: 100 }));
    const arc = drawCurve(left, right, 0, [left, middle, right]);
    const [above, below] = [0, 266].map((y) => ({ x: 236, y: y - 66 }));
    const long = drawCurve(above, below, 0, [above, middle, below]);
    for (const way of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        expect(pointAt(arc, way).y).toBeLessThan(100 - 37);
        expect(isIn(nodeBox(middle), pointAt(long, way))).toBe(false);
    }
    const free = drawCurve(above, middle, 0, [above, middle, below]);
    expect(pointAt(free, 0.5).x).toBe(236);
});

test("words cover neither a node nor other words", async () => {
    const [above, below] = [0, 166].map((y) => ({ x: 100, y }));
    const taken = [above, below].map(nodeBox);
    const lines = [0, 1, 2].map((index) => drawCurve(above, below, index, [above]));
    const places = lines.map((line) => placeWords(line, "Учредитель 10 %", 0.5, taken));
    expect(taken).toHaveLength(5);
    const heights = places.map(({ y }) => y).sort((a, b) => a - b);
    for (const place of [0, 1]) {
        expect(heights[place + 1] - heights[place]).toBeGreaterThan(12);
    }
    expect(heights[0] - 12).toBeGreaterThan(37);
    expect(heights[2]).toBeLessThan(166 - 37);
});

test("a click opens the card, of who is seen only", async () => {
    await mountGraph();
    await click("[data-node='2']");
    await advanceTime(300);
    await animationFrame();
    await click("[data-node='3']");
    await advanceTime(300);
    await animationFrame();
    expect.verifySteps(["read 1 today", "open 2"]);
    expect("[role=status]").toHaveText(/Stranger.*another branch/);
});

test("a double click unfolds and opens nothing", async () => {
    await mountGraph();
    await dblclick("[data-node='2']");
    await advanceTime(300);
    await animationFrame();
    expect.verifySteps(["read 1 today", "read 2 today"]);
    expect("[data-node='4'] .o_name").toHaveText("Boris");
    expect(".o_bank_graph_edge").toHaveCount(3);
});

test("a relation is opened where it is drawn, and the graph is read again", async () => {
    await mountGraph();
    await click("[data-edge='10'] text");
    await animationFrame();
    queryOne("[data-edge='11']").focus();
    await press("Enter");
    await animationFrame();
    expect.verifySteps([
        "read 1 today",
        "bank.relation 10",
        "read 1 today",
        "bank.relation 11",
        "read 1 today",
    ]);
    expect("[data-edge='10']").toHaveAttribute("aria-label", "Anna: Founder, Firm");
});

test("plus adds, and the graph is read again", async () => {
    await mountGraph();
    await click("[data-node='2'] .o_bank_graph_add");
    await animationFrame();
    expect.verifySteps(["read 1 today", "add 2", "read 1 today"]);
    expect("[data-node='3'] .o_bank_graph_add").toHaveCount(0);
});

test("who may not add sees no plus", async () => {
    await mountGraph(false);
    expect(".o_bank_graph_add").toHaveCount(0);
    expect.verifySteps(["read 1 today"]);
});

test("everything is reached by the keyboard", async () => {
    await mountGraph();
    queryOne("[data-node='2']").focus();
    await press("Enter");
    await animationFrame();
    queryOne("[data-node='2']").focus();
    await press("+");
    await animationFrame();
    queryOne("[data-node='2']").focus();
    await press(" ");
    await animationFrame();
    expect.verifySteps([
        "read 1 today",
        "open 2",
        "add 2",
        "read 1 today",
        "read 2 today",
    ]);
    expect("[data-node='4']").toHaveCount(1);
});

test("what is not wanted is hidden, with those it alone leads to", async () => {
    await mountGraph();
    await contains(".o_bank_graph_legend:contains(Work) input").click();
    expect(queryAllTexts(".o_bank_graph_node .o_name")).toEqual(["Firm", "Anna"]);
    const day = queryOne(".o_bank_graph_day");
    day.value = "2020-01-31";
    manuallyDispatchProgrammaticEvent(day, "change");
    await animationFrame();
    expect.verifySteps(["read 1 today", "read 1 2020-01-31"]);
});

test("an agreement is a node: it is opened, not unfolded, and nobody is added", async () => {
    await mountGraph(true, 5);
    await click(`[data-node='${LOAN.id}']`);
    await advanceTime(300);
    await animationFrame();
    await click("[data-edge='loan,2'] text");
    await animationFrame();
    await dblclick(`[data-node='${LOAN.id}']`);
    await animationFrame();
    queryOne(`[data-node='${LOAN.id}']`).focus();
    await press("+");
    await animationFrame();
    expect.verifySteps(["read 5 today", "agreement 7", "agreement 7"]);
    expect(`[data-node='${LOAN.id}'] .o_bank_graph_add`).toHaveCount(0);
    await contains(".o_bank_graph_legend:contains(Agreements) input").click();
    expect(`[data-node='${LOAN.id}']`).toHaveCount(0);
    expect("[data-node='2']").toHaveCount(1);
});

import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import {
    compareIds,
    drawCurve,
    layOut,
    NODE_HEIGHT,
    NODE_WIDTH,
    nodeBox,
    placeWords,
} from "./layout";

const MOST_NODES = 150;
const DOUBLE_CLICK_MS = 250;
// as many as the box is wide: a name is bold
const NAME_LETTERS = 18;
const FACT_LETTERS = 21;
const COLOURS = {
    kinship: "#b8336a",
    work: "#3d6fb6",
    ownership: "#2e7d4f",
    influence: "#c96f1a",
    guarantee: "#7a4fb3",
    other: "#6b7280",
};
// of agreements, deals and whatever else is registered, in the order of the legend
const OBJECT_COLOURS = ["#0f766e", "#8a6100", "#4b5aa8"];

const tellPath = ({ start, control, end }) =>
    `M ${start.x} ${start.y} Q ${control.x} ${control.y} ${end.x} ${end.y}`;

const shorten = (text, letters = FACT_LETTERS) =>
    text.length > letters ? `${text.slice(0, letters - 1)}…` : text;

/** People and companies around a client: see them, open a card, add a relation. */
export class RelationGraph extends Component {
    static template = "bank_crm_core.RelationGraph";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.box = { width: NODE_WIDTH, height: NODE_HEIGHT };
        // after a reload of the page only the state of the address is left
        const params = this.props.action.params || {};
        this.rootId = params.partner_id || this.props.action.context?.active_id;
        this.state = useState({
            nodes: [],
            edges: [],
            natures: [],
            hidden: {},
            day: "",
            canAdd: false,
            expanded: [],
            message: "",
        });
        onWillStart(() => this.load());
        onWillUnmount(() => clearTimeout(this.clickTimer));
    }

    /** Read the client's own graph and, again, whatever was unfolded in it. */
    async load() {
        const graph = await this.read(this.rootId, 2);
        Object.assign(this.state, {
            nodes: graph.nodes,
            edges: graph.edges,
            natures: graph.natures,
            canAdd: graph.can_add,
            message: "",
        });
        for (const id of [...this.state.expanded]) {
            this.merge(await this.read(id, 1));
        }
    }

    read(id, depth) {
        return this.orm.call("res.partner", "get_relation_graph", [[id]], {
            depth,
            day: this.state.day || null,
        });
    }

    merge(graph) {
        const known = new Set(this.state.nodes.map((node) => node.id));
        const level = this.state.nodes.find((node) => node.id === graph.root)?.level;
        const room = MOST_NODES - this.state.nodes.length;
        const fresh = graph.nodes.filter((node) => !known.has(node.id)).slice(0, room);
        for (const node of fresh) {
            this.state.nodes.push({ ...node, level: (level ?? 0) + 1 });
            known.add(node.id);
        }
        const lines = new Set(this.state.edges.map((edge) => edge.id));
        this.state.edges.push(
            ...graph.edges.filter(
                (edge) =>
                    !lines.has(edge.id) && known.has(edge.from) && known.has(edge.to)
            )
        );
        const root = this.state.nodes.find((node) => node.id === graph.root);
        const shown = this.state.edges.filter(
            (edge) => edge.from === graph.root || edge.to === graph.root
        ).length;
        const counted = graph.nodes.find((node) => node.id === graph.root);
        const own = graph.edges.filter(
            (edge) => edge.from === graph.root || edge.to === graph.root
        ).length;
        if (root && counted) {
            root.more = Math.max(0, counted.more + own - shown);
        }
        this.state.message =
            room <= fresh.length ? _t("The graph is full: open a card instead.") : "";
    }

    // ------------------------------------------------------------ what is drawn
    get shownEdges() {
        return this.state.edges.filter((edge) => !this.state.hidden[edge.nature]);
    }

    /** Nodes that a chain of shown edges still joins to the root. */
    get shownNodes() {
        const reached = new Set([this.rootId]);
        let size = 0;
        while (size !== reached.size) {
            size = reached.size;
            for (const edge of this.shownEdges) {
                if (reached.has(edge.from) || reached.has(edge.to)) {
                    reached.add(edge.from).add(edge.to);
                }
            }
        }
        return this.state.nodes.filter((node) => reached.has(node.id));
    }

    get drawing() {
        const nodes = this.shownNodes;
        const ids = new Set(nodes.map((node) => node.id));
        const edges = this.shownEdges.filter(
            (edge) => ids.has(edge.from) && ids.has(edge.to)
        );
        const { positions, width, height } = layOut(nodes, edges, this.rootId);
        return {
            width,
            height,
            nodes: nodes.map((node) => this.drawNode(node, positions.get(node.id))),
            edges: this.drawEdges(edges, positions),
        };
    }

    drawNode(node, middle) {
        const facts = node.facts.slice(0, 2).map((fact) => shorten(fact));
        const kind = node.kind || (node.is_company ? _t("company") : _t("person"));
        return {
            ...node,
            title: shorten(node.name, NAME_LETTERS),
            lines: node.is_seen ? facts : [shorten(_t("served by another branch"))],
            x: middle.x - NODE_WIDTH / 2,
            y: middle.y - NODE_HEIGHT / 2,
            isRoot: node.id === this.rootId,
            canAdd: this.state.canAdd && node.is_seen && !node.model,
            label: [node.name, kind, ...node.facts].join(", "),
            addLabel: _t("Add somebody to %s", node.name),
            moreLabel: _t("All relations of %s", node.name),
            moreText: _t("%s more…", node.more),
        };
    }

    /** Relations of the same two stand side by side; words keep off a crowded end. */
    drawEdges(edges, positions) {
        const counts = new Map();
        const crowd = new Map();
        for (const id of edges.flatMap((edge) => [edge.from, edge.to])) {
            crowd.set(id, (crowd.get(id) || 0) + 1);
        }
        const middles = [...positions.values()];
        const taken = middles.map(nodeBox);
        return edges.map((edge) => {
            const pair = [edge.from, edge.to].sort(compareIds).join("-");
            const index = counts.get(pair) || 0;
            counts.set(pair, index + 1);
            const [from, to] = [positions.get(edge.from), positions.get(edge.to)];
            const curve = drawCurve(from, to, index, middles);
            const way =
                0.5 + 0.15 * Math.sign(crowd.get(edge.from) - crowd.get(edge.to));
            const share = edge.share ? ` ${edge.share} %` : "";
            const text = `${edge.type}${share}`;
            return {
                ...edge,
                path: tellPath(curve),
                text,
                middle: placeWords(curve, text, way, taken),
                label: this.tellEdge(edge),
                hint: edge.since ? `${text}, ${edge.since}` : edge.type,
                colour: this.colourOf(edge.nature),
            };
        });
    }

    colourOf(nature) {
        const objects = this.state.natures.filter(([key]) => !(key in COLOURS));
        const place = objects.findIndex(([key]) => key === nature);
        return COLOURS[nature] || OBJECT_COLOURS[Math.max(0, place) % 3];
    }

    /** A relation as it is read aloud: who is what of whom. */
    tellEdge(edge) {
        const nameOf = (id) => this.state.nodes.find((node) => node.id === id)?.name;
        return `${nameOf(edge.from)}: ${edge.type}, ${nameOf(edge.to)}`;
    }

    get legend() {
        const used = new Set(this.state.edges.map((edge) => edge.nature));
        return this.state.natures
            .filter(([key]) => used.has(key))
            .map(([key, label]) => ({ key, label, isOn: !this.state.hidden[key] }));
    }

    // ------------------------------------------------------------ what is done
    toggle(nature) {
        this.state.hidden[nature] = !this.state.hidden[nature];
    }

    async setDay(day) {
        this.state.day = day;
        await this.load();
    }

    /** One click opens, two unfold: wait whether a second one comes. */
    onClick(node) {
        clearTimeout(this.clickTimer);
        this.clickTimer = setTimeout(() => this.open(node), DOUBLE_CLICK_MS);
    }

    onDoubleClick(node) {
        clearTimeout(this.clickTimer);
        return this.expand(node);
    }

    onKeydown(node, ev) {
        const acts = { Enter: "open", " ": "expand", "+": "add" };
        const act = acts[ev.key];
        if (act && ev.target === ev.currentTarget) {
            ev.preventDefault();
            this[act](node);
        }
    }

    async open(node) {
        if (!node.is_seen) {
            this.state.message = _t(
                "“%s” is served by another branch: his card stays behind its wall.",
                node.name
            );
            return;
        }
        const action = await this.orm.call(
            node.model || "res.partner",
            "get_formview_action",
            [[node.res_id || node.id]]
        );
        await this.action.doAction(action);
    }

    /** A relation is changed or ended where it is drawn; a part in an object, there. */
    async openEdge(edge) {
        if (edge.model) {
            await this.open({ ...edge, is_seen: true });
            return;
        }
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Relation"),
                res_model: "bank.relation",
                res_id: edge.id,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.load() }
        );
    }

    async expand(node) {
        if (node.is_seen && !node.model) {
            this.merge(await this.read(node.id, 1));
            if (!this.state.expanded.includes(node.id)) {
                this.state.expanded.push(node.id);
            }
        }
    }

    async openMore(node) {
        const action = await this.orm.call("res.partner", "action_open_relations", [
            [node.id],
        ]);
        await this.action.doAction(action);
    }

    async add(node) {
        if (!this.state.canAdd || !node.is_seen || node.model) {
            return;
        }
        const action = await this.orm.call("res.partner", "action_add_relation", [
            [node.id],
        ]);
        await this.action.doAction(action, { onClose: () => this.load() });
    }
}

registry.category("actions").add("bank_relation_graph", RelationGraph);

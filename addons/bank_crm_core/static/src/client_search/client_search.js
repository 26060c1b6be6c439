import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

const LEAST_LETTERS = 2;
const DEBOUNCE_MS = 150;
const READER_GROUP = "bank_crm_core.group_crm_client_reader";
const ICONS = {
    client: "fa-user",
    contact: "fa-user-o",
    agreement: "fa-file-text-o",
    account: "fa-credit-card",
};

/** A found client or document in the command palette: name, and what tells it apart. */
export class ClientCommandItem extends Component {
    static template = "bank_crm_core.ClientCommandItem";
    static props = {
        title: String,
        subtitle: { type: String, optional: true },
        icon: String,
        // what the palette gives to every item
        name: { type: String, optional: true },
        searchValue: { type: String, optional: true },
        executeCommand: { type: Function, optional: true },
        slots: { type: Object, optional: true },
    };
}

const clientProvider = {
    async provide(env, options = {}) {
        const line = (options.searchValue || "").trim();
        if (line.length < LEAST_LETTERS || !(await user.hasGroup(READER_GROUP))) {
            return [];
        }
        const orm = env.services.orm;
        const rows = await orm.silent.call("bank.client.search", "lookup", [line], {
            limit: 8,
        });
        return rows.map((row) => ({
            Component: ClientCommandItem,
            category: "bank_clients",
            // the palette filters by what was typed; the server has done it better
            name: `${options.searchValue} ${row.title}`,
            props: {
                title: row.title,
                subtitle: row.subtitle || "",
                icon: ICONS[row.kind] || "fa-search",
            },
            async action() {
                const action = await orm.call(row.model, "get_formview_action", [
                    [row.id],
                ]);
                env.services.action.doAction(action);
            },
        }));
    },
};

registry
    .category("command_categories")
    .add("bank_clients", { name: _t("Clients") }, { sequence: 5 });
registry.category("command_provider").add("bank_clients", clientProvider);

/** The way to the client search for those who do not know the keys for it. */
export class ClientSearchButton extends Component {
    static template = "bank_crm_core.ClientSearchButton";
    static props = {};

    setup() {
        this.command = useService("command");
    }

    onClick() {
        this.command.openMainPalette({
            providers: [clientProvider],
            FooterComponent: undefined,
            configByNamespace: {
                default: {
                    categories: [],
                    categoryNames: {},
                    placeholder: _t("Client: name, phone, INN, agreement number"),
                    emptyMessage: _t(
                        "Nobody found. Type any part of a name or number."
                    ),
                    debounceDelay: DEBOUNCE_MS,
                },
            },
        });
    }
}

export const clientSearchService = {
    async start() {
        if (await user.hasGroup(READER_GROUP)) {
            registry
                .category("systray")
                .add(
                    "bank_crm_core.client_search",
                    { Component: ClientSearchButton },
                    { sequence: 120 }
                );
        }
    },
};
registry.category("services").add("bank_client_search", clientSearchService);

import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";

const GROUPS = ["bank_crm_core.group_crm_manager", "bank_crm_core.group_crm_operator"];

/**
 * What the user has on the line. Asked of the server when the page begins, so that the
 * pop-up is there again after a refresh, and whenever a call begins or a dialog closes.
 */
export const phoneCallService = {
    dependencies: ["orm", "bus_service"],
    async start(env, { orm, bus_service }) {
        const state = { calls: [], isCaller: false, refresh: async () => {} };
        for (const group of GROUPS) {
            state.isCaller = state.isCaller || (await user.hasGroup(group));
        }
        if (!state.isCaller) {
            return state;
        }
        state.refresh = async () => {
            state.calls = await orm.silent.call(
                "bank.phone.call",
                "get_open_calls",
                []
            );
            env.bus.trigger("BANK-CALLS");
        };
        bus_service.subscribe("bank_phone_call", () => state.refresh());
        bus_service.start();
        // the bus may sleep; what is on the line is asked about until it is finished
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", () => {
            if (state.calls.length) {
                state.refresh();
            }
        });
        return state;
    },
};

export class PhoneCallPopup extends Component {
    static template = "bank_crm_core.PhoneCallPopup";
    static props = {};

    setup() {
        this.service = useService("bank_phone_call");
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ calls: [] });
        useBus(this.env.bus, "BANK-CALLS", () => {
            this.state.calls = this.service.calls;
        });
        onWillStart(() => this.service.refresh());
    }

    async onOpen(call) {
        const action = await this.orm.call("bank.phone.call", "action_open", [
            [call.id],
        ]);
        this.action.doAction(action, { onClose: () => this.service.refresh() });
    }
}

/** The telephone in the bar: type the number that rings. */
export class PhoneCallButton extends Component {
    static template = "bank_crm_core.PhoneCallButton";
    static props = {};

    setup() {
        this.service = useService("bank_phone_call");
        this.action = useService("action");
    }

    onClick() {
        this.action.doAction("bank_crm_core.bank_phone_call_dial_action", {
            onClose: () => this.service.refresh(),
        });
    }
}

registry.category("services").add("bank_phone_call", phoneCallService);
registry
    .category("main_components")
    .add("bank_crm_core.phone_call", { Component: PhoneCallPopup });
registry.category("systray").add(
    "bank_crm_core.phone_call",
    {
        Component: PhoneCallButton,
        isDisplayed: (env) => env.services.bank_phone_call.isCaller,
    },
    { sequence: 119 }
);

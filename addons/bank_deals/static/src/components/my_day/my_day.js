import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** A manager's day: what is due, what blocks, what goes cold, what has no next step. */
export class MyDay extends Component {
    static template = "bank_deals.MyDay";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.state = useState({ day: null, isBusy: false });
        this.env.config.setDisplayName(_t("My Day"));
        onWillStart(() => this.load());
    }

    async load() {
        this.state.day = await this.orm.call("crm.lead", "get_my_day", []);
    }

    /** Do one thing at a time; the day is read anew after it. */
    async run(job) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await job();
            await this.load();
        } finally {
            this.state.isBusy = false;
        }
    }

    onPlan(deal) {
        return this.run(() =>
            this.orm.call("crm.lead", "action_plan_next_step", [[deal.id]])
        );
    }

    onDone(task) {
        return this.run(() =>
            this.orm.call("mail.activity", "action_done", [[task.id]])
        );
    }

    async onPropose(deal) {
        const action = await this.orm.call("crm.lead", "action_propose_terms", [
            [deal.id],
        ]);
        await this.action.doAction(action, { onClose: () => this.load() });
    }

    onOpenDeal(deal) {
        return this.action.doAction("bank_deals.crm_lead_action_deals", {
            viewType: "form",
            props: { resId: deal.id },
        });
    }

    onOpenTask(task) {
        if (task.res_model === "crm.lead") {
            return this.onOpenDeal({ id: task.res_id });
        }
        if (!task.res_model) {
            return undefined;
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: task.res_model,
            res_id: task.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("bank_my_day", MyDay);

import {RelationalModel} from "@web/model/relational_model/relational_model";

/**
 * Loads the strip's counts together with the rows, so that both tell the same moment.
 * Never from the browser's cache: a contact done a minute ago must not come back.
 */
export class MyDayModel extends RelationalModel {
    static withCache = false;

    async _loadData(config, cache) {
        if (!config.isRoot) {
            return super._loadData(config, cache);
        }
        const [data, strip] = await Promise.all([
            super._loadData(config, cache),
            this._loadStrip(config),
        ]);
        this.strip = strip;
        return data;
    }

    /** Why nothing is left of the day; the screen of the pool is no day. */
    get emptyReason() {
        return !this.config.context.my_day_pool && this.strip?.empty;
    }

    async _loadStrip(config) {
        const {my_day_scope: scope = "mine", my_day_pool: isPool} = config.context;
        const strip = await this.orm.call(config.resModel, "my_day_strip", [scope], {
            context: config.context,
        });
        if (strip.opened === 0 && !isPool) {
            this.orm.silent.call("relationship.day", "note_opened", []);
        }
        return strip;
    }
}

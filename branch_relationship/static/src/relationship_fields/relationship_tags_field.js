import {registry} from "@web/core/registry";
import {
    Many2ManyTagsField,
    many2ManyTagsField,
} from "@web/views/fields/many2many_tags/many2many_tags_field";

/** Tags by their own name, without the names of the tags above. */
export class RelationshipTagsField extends Many2ManyTagsField {
    getTagProps(record) {
        const props = super.getTagProps(record);
        return {...props, text: props.text.split(" / ").at(-1)};
    }
}

registry.category("fields").add("relationship_tags", {
    ...many2ManyTagsField,
    component: RelationshipTagsField,
});

package io.vuelta.cloud.template;

/**
 * A place in a template; creates the error messages about it.
 *
 * @param file the template's file name
 * @param path dotted, from the top: {@code Resources.Table.Properties.KeySchema[0]}; empty at the top
 */
record Place(String file, String path) {
    Place in(String key) {
        return new Place(file, path.isEmpty() ? key : path + "." + key);
    }

    Place at(int index) {
        return new Place(file, path + "[" + index + "]");
    }

    TemplateException unsupported(String why) {
        return new TemplateException(file + ": " + path + " is not supported by the local runtime: " + why);
    }

    TemplateException wrong(String why) {
        return new TemplateException(file + ": " + path + " " + why);
    }
}

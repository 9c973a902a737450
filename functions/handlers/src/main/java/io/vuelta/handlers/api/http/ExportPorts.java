package io.vuelta.handlers.api.http;

import io.vuelta.domain.export.ExportRequests;
import io.vuelta.domain.export.Exports;

/** The ports of exports. */
public record ExportPorts(Exports exports, ExportRequests requests) {}

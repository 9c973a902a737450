package io.vuelta.handlers.api.http;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.VoiceUrls;

/**
 * The ports of agents and their lines.
 *
 * @param templates reads one template of a line by its name
 * @param templateLists lists the templates of a line
 * @param images stores the images of a line's messages
 * @param voiceUrls checks whether a phone line's voice URL can be reached
 * @param secretPrefix lines may use only secrets whose name starts with this prefix and a slash
 */
public record LinePorts(
        Agents agents,
        Lines lines,
        MessageTemplates templates,
        TemplateLists templateLists,
        MessageImages images,
        VoiceUrls voiceUrls,
        String secretPrefix) {}

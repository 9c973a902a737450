package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import java.util.List;

/** The sentences in Spanish, as it is written in Mexico. */
final class Spanish implements Wording {
    @Override
    public String of(TimelineCode code) {
        return switch (code) {
            case LOADED -> "se agregó a la campaña";
            case DATA_UPDATED -> "se cargaron datos nuevos";
            case NUMBER_UPDATED -> "se dio otra forma de este número; desde ahora se marca esa";
            case CLAIMED -> "intento {attempt} previsto: {planned}";
            case BEGUN -> "comienza el intento {attempt}";
            case ANSWERED -> "contestaron el intento {attempt}";
            case VOICEMAIL -> "el buzón atendió el intento {attempt}";
            case BUSY -> "estaba ocupado";
            case NO_ANSWER -> "nadie contestó";
            case CALL_FAILED, FAILED -> "no se pudo completar la llamada";
            case MESSAGE_FAILED -> "no se pudo entregar el mensaje";
            case TAKEN_BY_PROVIDER -> "WhatsApp recibió el mensaje {attempt}; falta saber si llegó";
            case DELIVERED -> "entregado";
            case READ -> "leído";
            case ACCEPTED -> "la persona aceptó";
            case REJECTED -> "la persona rechazó";
            case REPLIED -> "la persona ha contestado por escrito";
            case NO_RESPONSE -> "sin respuesta hasta ahora: sigue el intento {attempt}";
            case ASKED_TO_STOP -> "la persona no quiere más mensajes: está en la lista de no contactar";
            case OPTED_OUT -> "pidió que no se le contacte más: está en la lista de no contactar";
            case CONVERTED -> "convertido";
            case FOLLOW_UP -> "pidió que se le contacte de nuevo[: {next}]";
            case REQUEUED -> "devuelto a la cola por un archivo o una petición; los reintentos empiezan desde 0";
            case RETRY_ASKED_FOR -> "devuelto a la cola a mano; los reintentos empiezan desde 0";
            case SETTINGS_CHANGED -> "cambió la configuración; se revisó";
            case SKIPPED_BY_HAND -> "omitido a mano";
            case TAGGED_BY_HAND -> "etiquetado a mano";
            case REMOVED_BY_HAND -> "quitado a mano";
            case ERASED -> "se borraron los datos de la persona";
            case CYCLE -> "empezó la vuelta {number}; otra vez en cola";
            case CYCLES_ENDED -> "pasó el último día de vueltas";
            case CAMPAIGN_ENDED -> "llegó la fecha de fin de la campaña";
            case EXPIRED -> "descartado: habría llegado tarde";
            case DO_NOT_CONTACT ->
                "en la lista de no contactar[ desde el {listed}]: no se contacta[. Entrada hecha por {source}]"
                        + "[, solo para {channel}][, válida hasta el {expires}][; motivo: {reason}]";
            case CONTACT_WINDOW_CLOSED ->
                "fuera de horario donde vive la persona[ ({zone})][; espera hasta el {until}]";
            case CONTACT_ZONE_UNKNOWN -> "no se conoce la zona horaria de este número: ninguna hora es segura";
            case CONTACT_NO_COMMON_HOUR ->
                "el número puede estar en varias zonas horarias, y ninguna hora está dentro del horario en todas";
            case LEFT_OUT -> "las {number} entradas más antiguas hasta aquí no se conservan";
            case ATTEMPTS_LEFT_OUT -> "los {number} intentos más antiguos hasta aquí no se muestran";
            case CAMPAIGN_CHANGED -> "acababa de cambiar la configuración; se planea de nuevo";
            case LATE, TOO_SLOW -> "más de 2 s de retraso; se planea de nuevo";
            case WINDOW_CLOSED -> "terminó el horario";
            case DAY_OVER -> "terminó el día";
            case LINE_RATE, RATE_LIMITED -> "el proveedor pidió ir más lento";
            case LINE_SLOWED -> "acababa de bajar el ritmo de la línea";
            case LINE_ERROR -> "la línea no funcionaba";
            case LINE_SECRET -> "no se pueden leer las credenciales de la línea";
            case PROVIDER_UNREACHABLE -> "no hay conexión con el proveedor";
            case COMMAND_LOST -> "se perdió la orden; se planea de nuevo";
            case TECHNICAL_FAILURES -> "demasiadas fallas técnicas";
            case BUDGET -> "se agotó el presupuesto";
            case CAMPAIGN_PENDING, CAMPAIGN_READY -> "la campaña no se ha iniciado";
            case CAMPAIGN_INACTIVE -> "la campaña está en pausa[; se detuvo sola el {stopped}: {cause}]";
            case CAMPAIGN_COOLDOWN -> "la campaña está entre vueltas[; sigue el {next}]";
            case CAMPAIGN_FINISHED -> "la campaña terminó";
            case CAMPAIGN_CANCELLED -> "la campaña se canceló";
            case CAMPAIGN_ARCHIVED -> "la campaña está archivada";
            case TIMEOUT -> "el proveedor no contestó a tiempo";
            case CONNECTION_LOST -> "se cortó la conexión con el proveedor";
            case INTERRUPTED -> "se interrumpió la petición al proveedor";
            case ANSWER_NOT_UNDERSTOOD -> "no se entiende la respuesta del proveedor";
            case REFUSED_WITH_A_CONVERSATION -> "el proveedor rechazó la llamada, pero inició una conversación";
            case HTTP -> "el proveedor contesta con HTTP {provider_code}";
            case MESSAGE_LEFT -> "una contestadora atendió el intento {attempt} y se le dejó un mensaje";
            case LOOK_UP_FAILED -> "se preguntó al proveedor por el intento {attempt} y no pudo responder";
            case FOUND_BY_LOOK_UP -> "se preguntó al proveedor por el intento {attempt} y lo conoce";
            case NOT_KNOWN_TO_PROVIDER -> "se preguntó al proveedor por el intento {attempt} y no conoce la llamada";
            case NEVER_LOOKED_UP ->
                "durante 24 horas el proveedor no pudo informar sobre el intento {attempt}: cuenta como fallido y no se"
                        + " repite, para no llamar dos veces";
            case NEVER_HEARD_OF -> "una hora sin informe: cuenta como fallido y no se reenvía, para no duplicarlo";
            case HELD_FOR_QUALITY_ASSESSMENT -> "WhatsApp retiene el mensaje para evaluar la plantilla";
            case PAUSED, WHATSAPP_132015 -> "WhatsApp pausó esta plantilla";
            case WHATSAPP_132016 -> "WhatsApp deshabilitó esta plantilla";
            case TEMPLATE_NOT_FOUND -> "WhatsApp no tiene esa plantilla";
            case VARIABLE_MISSING -> "falta un dato de la plantilla en esta fila";
            case CANCELED -> "la llamada se canceló antes de marcarse";
            case AGENT_NOT_REACHED -> "contestaron la llamada, y la dirección SIP del agente no la aceptó";
            case AGENT_SIP ->
                "contestaron la llamada, y la dirección SIP del agente la rechazó con el código {provider_code}";
            case STREAM_ERROR -> "contestaron la llamada, y su audio no pudo llegar al agente";
            case VOICE_URL_FAILED -> "contestaron la llamada, y la conversación no pudo empezar";
            case AGENT_NUMBER_NOT_IN_SERVICE, SIP_404, SIP_410, SIP_484, SIP_604 ->
                "el número no existe; no se intenta más";
            case SIP -> "la red rechazó la llamada (SIP {provider_code})";
            case WHATSAPP_131026 -> "ahora no se puede contactar a la persona por WhatsApp";
            case WHATSAPP_131049 -> "WhatsApp no entrega el mensaje hoy";
            case WHATSAPP_131050 -> "la persona detuvo nuestros mensajes en WhatsApp: está en la lista de no contactar";
            case WHATSAPP_TEMPLATE -> "WhatsApp puso la plantilla en {provider_code}";
            case WHATSAPP -> "WhatsApp rechazó el mensaje ({provider_code})";
            case TWILIO -> "Twilio rechazó la llamada ({provider_code})";
            case AGENT -> "el servidor del agente rechazó la llamada ({provider_code})";
            case RETELL -> "Retell rechazó o terminó la llamada ({provider_code})";
            case VAPI -> "Vapi rechazó o terminó la llamada ({provider_code})";
            case ELEVENLABS -> "ElevenLabs rechazó o terminó la llamada ({provider_code})";
            case ACCEPTED_BY_PROVIDER -> "el proveedor aceptó la llamada";
            case CREATED, UNKNOWN, QUEUED -> "en el proveedor, aún sin timbrar";
            case RINGING -> "timbrando";
            case IN_PROGRESS -> "contestada, en conversación";
            case FORWARDING -> "transfiriendo";
            case ENDED -> "terminó la llamada";
            case SENT -> "enviado";
            case RECORDED -> "la grabación está lista";
            case DETECTED_HUMAN -> "se detectó a una persona";
            case DETECTED_MACHINE -> "se detectó una contestadora";
            case DETECTED_UNKNOWN, NOT_DETECTED -> "no se supo quién contestó";
            case RESULT ->
                "se informó el resultado del intento {attempt}[. Etiquetas: {tags}][; {converted}][; {opted_out}]";
            case IN_TURN -> "espera su turno";
            case NOT_DUE_YET -> "espera su turno, previsto para el {next}";
            case UNDER_WAY -> "el intento {attempt} está en curso";
            case DETECTION_AWAITED -> "la llamada terminó; falta saber quién contestó";
            case CALL_UNANSWERED ->
                "se pidió la llamada al proveedor el {asked} y no contestó[: {cause}][; se le preguntó por ella"
                        + " el {looked} y no pudo responder]; la llamada pudo hacerse, así que no se repite hasta"
                        + " saberlo[; se revisa de nuevo el {until}]";
            case MESSAGE_UNANSWERED ->
                "se pidió el mensaje a WhatsApp el {asked} y no hubo respuesta clara[: {cause}]; no se le puede"
                        + " preguntar por él, así que se espera un informe hasta el {until}, y luego el mensaje cuenta"
                        + " como fallido y no se reenvía";
            case DELIVERY_AWAITED -> "WhatsApp tiene el mensaje {attempt}; falta saber si se entregó";
            case RETRIES_USED_UP -> "sin reintentos: se usaron {used} de {allowed}";
            case NO_RETRIES -> "sin reintentos: la campaña no permite ninguno";
            case RETRIES_ALLOWED_LATER ->
                "no quedaban reintentos al terminar el último intento (se usaron {used}); ahora la campaña permite"
                        + " {allowed}, así que el contacto se puede devolver a la cola a mano";
            case CAMPAIGN_WAS_OVER ->
                "no se intenta más: la campaña terminó (se usaron {used} de {allowed} reintentos)";
            case TECHNICAL_RETRIES_USED_UP ->
                "no se intenta más: se agotó el límite de {allowed} reintento tras fallas técnicas";
            case REFUSED_FOR_GOOD -> "no se intenta más: se rechazaría otra vez";
            case NOT_SENT_TWICE -> "no se repite: se podría contactar dos veces a la persona";
            case DROPPED -> "ya no se intenta: {cause}";
            case REACHED_ITS_END -> "no se intenta más: su estado es definitivo ({status})";
            case RETURNS_IN_NEXT_CYCLE -> "se intenta de nuevo en la vuelta {number}, el {next}";
            case RETURNS_AFTER_THIS_CYCLE ->
                "se intenta de nuevo en la vuelta {number}, que empieza cuando se haya intentado con todos los demás,"
                        + " no antes del {next}";
            case LEFT_OUT_BY_STATUS -> "no se intenta en vueltas siguientes: filter_statuses tiene {status}";
            case LEFT_OUT_BY_TAG -> "no se intenta en vueltas siguientes: filter_tags tiene {tag}";
            case NO_FURTHER_CYCLE -> "no hay más vueltas[: empezaron {number} de {allowed} como máximo]";
            case CONTACT_REMOVED -> "este contacto se quitó el {removed}";
            case CAMPAIGN_WAITS_SCHEDULED_START -> "la campaña empieza sola[ el {next}]";
            case CAMPAIGN_WAITS_WINDOW -> "fuera de horario[; sigue el {next}]";
            case CAMPAIGN_WAITS_DAILY_LIMIT -> "se agotó el límite diario de {limit}[; sigue el {next}]";
            case CAMPAIGN_WAITS_CONCURRENCY ->
                "se alcanzó el límite de {limit} intentos a la vez; el siguiente empieza al terminar uno";
            case CAMPAIGN_WAITS_THROTTLE -> "a lo más un intento cada {throttle} s[; sigue el {next}]";
            case CAMPAIGN_WAITS_LINE_RATE -> "la línea[ {line}] está en su ritmo máximo[; sigue el {next}]";
            case CAMPAIGN_WAITS_LINE_CONCURRENCY ->
                "la línea[ {line}] está en su límite de llamadas a la vez[ ({limit})]; la siguiente empieza al"
                        + " terminar una llamada";
            case CAMPAIGN_WAITS_BUDGET -> "lo que está en curso puede agotar el presupuesto[ de {budget}]";
            case CAMPAIGN_WAITS_RETRY_DUE ->
                "solo quedan reintentos[: {contacts} contactos][; el próximo es el {next}]";
            case CAMPAIGN_WAITS_COOLDOWN -> "terminó la vuelta {number}[; la siguiente empieza el {next}]";
            case CAMPAIGN_WAITS_NO_CONTACTS ->
                "no hay nadie en espera; los contactos nuevos se intentan al llegar[, hasta el {until}]";
            case CAMPAIGN_WAITS_LINE_ERROR ->
                "la línea[ {line}] no funciona[: {cause}][; se prueba de nuevo el {next}]";
            case CAMPAIGN_WAITS_ANSWERS ->
                "se esperan {answers} respuestas del proveedor[, a más tardar el {until}]; nada se repite hasta"
                        + " conocerlas";
            case CAMPAIGN_WAITS_COUNTING ->
                "todo está hecho; los conteos se están actualizando[, a más tardar el {until}]";
            case OTHER -> "{provider_code}";
        };
    }

    @Override
    public String of(ContactStatus status) {
        return switch (status) {
            case QUEUE -> "en cola";
            case SENDING -> "en curso";
            case RETRYING -> "por reintentar";
            case FAILED -> "fallido";
            case VOICEMAIL -> "buzón";
            case ANSWERED -> "contestó";
            case DELIVERED -> "entregado";
            case READ -> "leído";
            case ACCEPTED -> "aceptó";
            case REJECTED -> "rechazó";
            case CONVERTED -> "convertido";
            case SKIPPED -> "omitido";
            case SUPPRESSED -> "no contactar";
            case REMOVED -> "quitado";
        };
    }

    @Override
    public String of(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "llamadas";
            case WHATSAPP -> "WhatsApp";
        };
    }

    @Override
    public List<String> months() {
        return List.of("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic");
    }

    @Override
    public String instant() {
        return "{day} {month}[ {year}], {time}";
    }

    @Override
    public String notBegun() {
        return "el intento {attempt} no comenzó: ";
    }

    @Override
    public String notTried(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "no se llama: ";
            case WHATSAPP -> "no se envía: ";
        };
    }

    @Override
    public String nextTry() {
        return ". Próximo intento: {next}";
    }
}

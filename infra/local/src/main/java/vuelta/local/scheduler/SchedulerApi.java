package vuelta.local.scheduler;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vuelta.local.scheduler.ScheduleDefinition.State;

/** The operations of the API on the book: paths, names and members as in the EventBridge Scheduler API reference. */
final class SchedulerApi {
    private final ScheduleBook book;
    private final InstantSource clock;
    private final ScheduleTarget target;

    SchedulerApi(ScheduleBook book, InstantSource clock, ScheduleTarget target) {
        this.book = book;
        this.clock = clock;
        this.target = target;
    }

    /** @throws RequestRefused for everything that is no valid request for something that exists */
    ObjectNode answer(ApiRequest request) {
        String resource = request.path().getFirst();
        if (request.path().size() == 1) {
            return switch (request.method() + " " + resource) {
                case "GET schedules" -> listSchedules(request);
                case "GET schedule-groups" -> listGroups(request);
                default -> throw unknown(request);
            };
        }
        if (request.path().size() > 2) {
            throw unknown(request);
        }
        String name = ScheduleName.check(request.path().get(1), "Name");
        return switch (request.method() + " " + resource) {
            case "POST schedules" -> createSchedule(name, request);
            case "PUT schedules" -> updateSchedule(name, request);
            case "GET schedules" -> getSchedule(name, request);
            case "DELETE schedules" -> deleteSchedule(name, request);
            case "POST schedule-groups" -> createGroup(name, request);
            case "GET schedule-groups" -> getGroup(name, request);
            case "DELETE schedule-groups" -> deleteGroup(name, request);
            default -> throw unknown(request);
        };
    }

    /** Among them the operations on tags. */
    private static RequestRefused unknown(ApiRequest request) {
        return RequestRefused.unsupported(request.method() + " /" + String.join("/", request.path()));
    }

    private ObjectNode createSchedule(String name, ApiRequest request) {
        request.withQueryOf();
        ScheduleName full = ScheduleName.of(request.take("GroupName"), name);
        String token = request.take("ClientToken");
        return arn(book.create(full, definition(request), token, clock.instant()));
    }

    /** The token is not needed: the same update again gives the same schedule. */
    private ObjectNode updateSchedule(String name, ApiRequest request) {
        request.withQueryOf();
        ScheduleName full = ScheduleName.of(request.take("GroupName"), name);
        request.take("ClientToken");
        return arn(book.update(full, definition(request), clock.instant()));
    }

    private ScheduleDefinition definition(ApiRequest request) {
        ScheduleDefinition definition = WireFormat.read(request.body(), ScheduleDefinition.class);
        if (!target.supports(definition.target().arn())) {
            throw RequestRefused.unsupported("Target.Arn " + definition.target().arn());
        }
        return definition;
    }

    private static ObjectNode arn(StoredSchedule schedule) {
        return instance.objectNode().put("ScheduleArn", schedule.name().arn());
    }

    private ObjectNode getSchedule(String name, ApiRequest request) {
        request.withQueryOf("groupName");
        StoredSchedule schedule = book.schedule(ScheduleName.of(request.query("groupName"), name));
        ObjectNode answer = WireFormat.JSON.valueToTree(schedule.definition());
        return answer.setAll(identity(schedule));
    }

    private static ObjectNode identity(StoredSchedule schedule) {
        return instance.objectNode()
                .put("Arn", schedule.name().arn())
                .put("Name", schedule.name().name())
                .put("GroupName", schedule.name().group())
                .<ObjectNode>set("CreationDate", time(schedule.created()))
                .set("LastModificationDate", time(schedule.modified()));
    }

    private static JsonNode time(Instant time) {
        return WireFormat.JSON.valueToTree(time);
    }

    private ObjectNode deleteSchedule(String name, ApiRequest request) {
        request.withQueryOf("groupName", "clientToken");
        book.delete(ScheduleName.of(request.query("groupName"), name));
        return instance.objectNode();
    }

    private ObjectNode listSchedules(ApiRequest request) {
        request.withQueryOf("NamePrefix", "ScheduleGroup", "State", "MaxResults", "NextToken");
        String prefix = request.query().getOrDefault("NamePrefix", "");
        Predicate<StoredSchedule> wanted = inState(request.query("State"));
        Page<StoredSchedule> page = Page.of(
                book.schedules(request.query("ScheduleGroup")).stream()
                        .filter(schedule -> schedule.name().name().startsWith(prefix))
                        .filter(wanted),
                request);
        ObjectNode answer = instance.objectNode().put("NextToken", page.nextToken());
        page.items().forEach(schedule -> answer.withArray("Schedules").add(summary(schedule)));
        return answer;
    }

    private static Predicate<StoredSchedule> inState(@Nullable String state) {
        if (state == null) {
            return schedule -> true;
        }
        try {
            State wanted = State.valueOf(state);
            return schedule -> schedule.definition().state() == wanted;
        } catch (IllegalArgumentException e) {
            throw RequestRefused.invalid("State", "must be ENABLED or DISABLED");
        }
    }

    private static ObjectNode summary(StoredSchedule schedule) {
        ObjectNode summary =
                identity(schedule).put("State", schedule.definition().state().name());
        summary.putObject("Target").put("Arn", schedule.definition().target().arn());
        return summary;
    }

    private ObjectNode createGroup(String name, ApiRequest request) {
        request.withQueryOf();
        String token = request.take("ClientToken");
        request.checkBodyIsTaken();
        ScheduleGroup group = book.createGroup(name, token, clock.instant());
        return instance.objectNode().put("ScheduleGroupArn", ScheduleName.groupArn(group.name()));
    }

    private ObjectNode getGroup(String name, ApiRequest request) {
        request.withQueryOf();
        return summary(book.group(name));
    }

    private ObjectNode deleteGroup(String name, ApiRequest request) {
        request.withQueryOf("clientToken");
        book.deleteGroup(name);
        return instance.objectNode();
    }

    private ObjectNode listGroups(ApiRequest request) {
        request.withQueryOf("NamePrefix", "MaxResults", "NextToken");
        String prefix = request.query().getOrDefault("NamePrefix", "");
        Page<ScheduleGroup> page =
                Page.of(book.groups().stream().filter(group -> group.name().startsWith(prefix)), request);
        ObjectNode answer = instance.objectNode().put("NextToken", page.nextToken());
        page.items().forEach(group -> answer.withArray("ScheduleGroups").add(summary(group)));
        return answer;
    }

    private static ObjectNode summary(ScheduleGroup group) {
        return instance.objectNode()
                .put("Arn", ScheduleName.groupArn(group.name()))
                .put("Name", group.name())
                .put("State", "ACTIVE")
                .<ObjectNode>set("CreationDate", time(group.created()))
                .set("LastModificationDate", time(group.created()));
    }
}

package vuelta.local.scheduler;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the scheduler keeps: each entry is stored as one JSON object under its key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "Kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleGroup.class, name = "Group"),
    @JsonSubTypes.Type(value = StoredSchedule.class, name = "Schedule"),
    @JsonSubTypes.Type(value = Invocation.class, name = "Invocation")
})
sealed interface Entry permits ScheduleGroup, StoredSchedule, Invocation {
    /** Unique among all entries; schedules sort by group and name. */
    String key();
}

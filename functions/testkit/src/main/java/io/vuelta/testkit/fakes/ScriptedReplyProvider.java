package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.dispatch.ReplyProvider;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives the scripted answers, and records the requests to send. */
public final class ScriptedReplyProvider implements ReplyProvider {
    private final List<AgentReply> requests = new CopyOnWriteArrayList<>();
    private Faults faults = Faults.NONE;
    private Answer answer = new Answer.Taken();

    public void answers(Answer next) {
        answer = next;
    }

    public void faults(Faults faults) {
        this.faults = faults;
    }

    /** The requests, in their order. */
    public List<AgentReply> requests() {
        return requests;
    }

    @Override
    public Answer send(Line line, PhoneNumber to, AgentReply reply) {
        faults.before("provider.send");
        requests.add(reply);
        faults.after("provider.send");
        return answer;
    }
}

from django.core.management.base import BaseCommand, CommandParser

from calls.services.dead_letters import dead_letters, retry_dead_letter


class Command(BaseCommand):
    help = "List the jobs that were given up; with --for-real, queue them once more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--for-real", action="store_true", dest="is_for_real")

    def handle(self, *args: object, is_for_real: bool = False, **options: object) -> str:
        letters = list(dead_letters())
        for letter in letters:
            self.stdout.write(f"{letter.id} {letter.task_name} {letter.args}")
            if is_for_real:
                retry_dead_letter(job_id=letter.id)
        if is_for_real:
            return f"{len(letters)} jobs are in the queue again."
        return f"{len(letters)} dead letters; --for-real queues them once more."

#include "app/gui/keys/key_look.h"

#include "app/gui/keys/key_work.h"

#include <utility>

namespace tanba::gui {

std::shared_ptr<CancelToken> lookAtKeyFile(TaskRunner& tasks, FileStore& files, KeyShelf& shelf,
                                           QObject* receiver, const std::filesystem::path& file,
                                           SecretBytes password, std::function<void(const Outcome&)> done) {
    using Read = Result<std::vector<keys::Certificate>>;
    const auto secret = std::make_shared<SecretBytes>(std::move(password));
    const auto look = std::make_shared<std::shared_ptr<CancelToken>>();
    *look = tasks.run<Read>(
        receiver,
        [&files, file, secret](const WorkControl& control) {
            return readCertificates(files, file, *secret, control.cancel);
        },
        [&shelf, file, look, done = std::move(done)](Read read) {
            if ((*look)->cancelled())
                return;
            if (!read.ok()) {
                done(read.failure());
                return;
            }
            shelf.unlocked(file, std::move(read).value());
            done(Done{});
        });
    return *look;
}

} // namespace tanba::gui

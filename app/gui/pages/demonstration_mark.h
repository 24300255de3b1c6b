#pragma once

#include "app/documents/key_identity.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/gui/widgets/pill.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// Whether a key can be somebody's. Of a demonstration are the simulated card and every key whose certificate
/// says so of itself (core/keys/demo_certificate.h).
enum class Reality { Real, Demonstration };

Reality realityOf(const keys::Certificate& certificate);
Reality realityOf(const KeyEntry& entry);
Reality realityOf(const CardEntry& entry);
Reality realityOf(const SigningKeyOption& option);
Reality realityOf(const documents::KeyIdentity& key);

/// A name with the word "Demonstration" behind it where it is one: for a line of text.
QString markedName(const QString& name, Reality reality, const Words& words);

/// The word "Demonstration", wherever such a card or key shows; not to be seen beside a real one.
class DemonstrationMark : public Pill {
    Q_OBJECT

  public:
    explicit DemonstrationMark(QWidget* parent = nullptr);
    void tell(Reality reality, const Words& words);
    /// Nothing for no key.
    template <typename Thing>
    void tell(const std::optional<Thing>& thing, const Words& words) {
        tell(thing ? realityOf(*thing) : Reality::Real, words);
    }
};

} // namespace tanba::gui

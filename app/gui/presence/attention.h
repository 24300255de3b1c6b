#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <vector>

namespace tanba::gui {

/// How soon something wants its person.
enum class Urgency {
    Urgent,
    Attention,
    Advice, ///< it has time, but it is to be put right: the tray stays quiet, and Home does not say that all
            ///< is well
    Hint,   ///< the tray stays quiet
};

/// Something that can be done about an item there and then.
struct AttentionAction {
    QString words; ///< a verb, as on a button
    std::function<void()> run;
};

/// One thing that wants attention now, as Home shows it and the tray counts it. It either opens a page as a
/// whole, or it has actions (or nothing can be done about it here).
struct AttentionItem {
    Urgency urgency = Urgency::Attention;
    QString title;
    QString text;               ///< may be empty
    std::function<void()> open; ///< empty when there is no page
    std::vector<AttentionAction> actions;
};

/// A part of the program that knows of such things: keys that expire, readers, advice.
class AttentionSource : public QObject {
    Q_OBJECT

  public:
    /// In the present language of the interface.
    virtual std::vector<AttentionItem> items() = 0;

  signals:
    /// items() would now answer otherwise. A change of the language need not be told.
    void changed();
};

/// Everything that wants attention, from every source that was added.
class AttentionBoard : public QObject {
    Q_OBJECT

  public:
    /// A source that is destroyed leaves the board by itself.
    void add(AttentionSource& source);

    /// The most urgent first; those of one urgency as the sources were added.
    std::vector<AttentionItem> items() const;
    /// Items that cannot wait: neither hints nor advice.
    int count() const;
    /// Nothing is to be put right.
    bool calm() const;

  signals:
    void changed();

  private:
    std::vector<QPointer<AttentionSource>> sources_;
};

} // namespace tanba::gui
